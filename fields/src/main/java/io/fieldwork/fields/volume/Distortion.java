package io.fieldwork.fields.volume;

import io.fieldwork.fields.tensor.UserError;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The distortion of a lens: a map from viewing directions to points of the normalised image plane, and its inverse.
 *
 * <p>Axes are the computer-vision ones (x right, y down, z forward). With (x, y) = (X/Z, Y/Z) and r^2 = x^2 + y^2:
 * <pre>
 * OPENCV   g  = (1 + k1 r^2 + k2 r^4 + k3 r^6) / (1 + k4 r^2 + k5 r^4 + k6 r^6)
 *          x' = g x + 2 p1 x y + p2 (r^2 + 2 x^2),   y' = g y + p1 (r^2 + 2 y^2) + 2 p2 x y
 * FISHEYE  t  = angle to the optical axis,   t' = t (1 + k1 t^2 + k2 t^4 + k3 t^6 + k4 t^8),   (x', y') = t' (x, y) / r
 * </pre>
 * (Brown 1966 with the rational extension; Kannala and Brandt 2006.) The inverse is a damped Newton iteration whose
 * residual is checked. Strong coefficients fold the image over; points behind the fold have no direction.
 *
 * <p>The radial coefficients are k1 to k6, the tangential ones p1 and p2; k5, k6, p1 and p2 are those of OPENCV only.
 *
 * @param model which of the formulas applies
 */
public record Distortion(
        Model model, double k1, double k2, double k3, double k4, double k5, double k6, double p1, double p2) {
    /** The formulas of {@link Distortion}. */
    public enum Model {
        /** A pinhole. */
        NONE,
        /** Radial and tangential polynomials on the image plane. */
        OPENCV,
        /** An odd polynomial of the angle to the optical axis. */
        FISHEYE
    }

    private static final int ITERATIONS = 60;
    private static final double TOLERANCE = 1e-10;

    /** Rejects coefficients that are not finite; an OPENCV lens without coefficients becomes a pinhole. */
    public Distortion {
        double sum =
                DoubleStream.of(k1, k2, k3, k4, k5, k6, p1, p2).map(Math::abs).sum();
        if (!Double.isFinite(sum)) {
            throw new UserError("The distortion coefficients of a camera must be finite numbers.");
        }
        if (model == Model.OPENCV && sum == 0) {
            model = Model.NONE;
        }
    }

    /** {@return the lens without distortion, which makes a pinhole camera} */
    public static Distortion none() {
        return new Distortion(Model.NONE, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** {@return a lens with radial coefficients of the second, fourth and sixth power and tangential ones} */
    public static Distortion openCv(double k1, double k2, double k3, double p1, double p2) {
        return new Distortion(Model.OPENCV, k1, k2, k3, 0, 0, 0, p1, p2);
    }

    /** {@return a fisheye lens with the coefficients of the third, fifth, seventh and ninth power of the angle} */
    public static Distortion fisheye(double k1, double k2, double k3, double k4) {
        return new Distortion(Model.FISHEYE, k1, k2, k3, k4, 0, 0, 0, 0);
    }

    /**
     * The direction that the lens images at a point.
     *
     * @param x horizontal image coordinate divided by the focal length, rightwards from the principal point
     * @param y vertical image coordinate divided by the focal length, downwards from the principal point
     * @return [3], unit length, x right, y down, z forward
     * @throws UserError where the lens images no direction at that point
     */
    public double[] undistort(double x, double y) {
        double[] direction = inverse(x, y);
        if (direction == null) {
            throw new UserError(
                    ("The lens images no direction at the normalised image point (%.4f, %.4f): its distortion cannot be"
                                    + " inverted there.")
                            .formatted(x, y));
        }
        return direction;
    }

    /** {@return whether the lens images a direction at a point, that is, the point lies before the fold} */
    public boolean images(double x, double y) {
        return inverse(x, y) != null;
    }

    /** {@return the direction [3] that is imaged at a point or, behind the fold, at the last point on the way to it} */
    public double[] nearest(double x, double y) {
        double[] found = inverse(x, y);
        if (found != null) {
            return found;
        }
        found = undistort(0, 0);
        double step = 0.5;
        for (double at = step; step > 1e-9; at += step) {
            double[] tried = inverse(at * x, at * y);
            found = tried == null ? found : tried;
            at -= tried == null ? step : 0;
            step /= 2;
        }
        return found;
    }

    private double @Nullable [] inverse(double x, double y) {
        return switch (model) {
            case NONE -> unit(x, y, 1);
            case OPENCV -> undistortPlane(x, y);
            case FISHEYE -> undistortAngle(x, y);
        };
    }

    /**
     * {@return the normalised image point [2] of a direction}
     *
     * @param x rightwards
     * @param y downwards
     * @param z forwards, positive unless the lens is a fisheye
     */
    public double[] distort(double x, double y, double z) {
        if (model == Model.FISHEYE) {
            double r = Math.hypot(x, y);
            double scale = r == 0 ? 0 : bentAngle(Math.atan2(r, z)) / r;
            return new double[] {scale * x, scale * y};
        }
        double[] bent = new double[6];
        bend(x / z, y / z, bent);
        return new double[] {bent[0], bent[1]};
    }

    private double @Nullable [] undistortPlane(double targetX, double targetY) {
        double x = targetX;
        double y = targetY;
        double[] now = new double[6];
        double[] tried = new double[6];
        bend(x, y, now);
        double residual = Math.hypot(now[0] - targetX, now[1] - targetY);
        for (int i = 0; i < ITERATIONS && residual > TOLERANCE; i++) {
            double determinant = now[2] * now[5] - now[3] * now[4];
            double dx = (now[5] * (now[0] - targetX) - now[3] * (now[1] - targetY)) / determinant;
            double dy = (now[2] * (now[1] - targetY) - now[4] * (now[0] - targetX)) / determinant;
            double step = 2;
            double better = Double.NaN;
            while (!(better < residual) && step > 1e-6) {
                step /= 2;
                bend(x - step * dx, y - step * dy, tried);
                better = Math.hypot(tried[0] - targetX, tried[1] - targetY);
            }
            if (!(better < residual)) {
                break;
            }
            x -= step * dx;
            y -= step * dy;
            residual = better;
            bend(x, y, now);
        }
        boolean beforeFold = now[2] * now[5] - now[3] * now[4] > 0;
        if (!beforeFold || !(residual <= TOLERANCE * (1 + Math.hypot(targetX, targetY)))) {
            return null;
        }
        return unit(x, y, 1);
    }

    private double @Nullable [] undistortAngle(double targetX, double targetY) {
        double target = Math.hypot(targetX, targetY);
        if (target == 0) {
            return new double[] {0, 0, 1};
        }
        double angle = Math.min(target, Math.PI);
        for (int i = 0; i < ITERATIONS && Math.abs(bentAngle(angle) - target) > TOLERANCE; i++) {
            double next = angle - (bentAngle(angle) - target) / bentAngleSlope(angle);
            angle = Math.clamp(next, 0.5 * angle, 0.5 * (angle + Math.PI));
        }
        if (!(Math.abs(bentAngle(angle) - target) <= TOLERANCE * (1 + target)) || !(bentAngleSlope(angle) > 0)) {
            return null;
        }
        double across = Math.sin(angle) / target;
        return new double[] {across * targetX, across * targetY, Math.cos(angle)};
    }

    /** Writes x', y' and the Jacobian dx'/dx, dx'/dy, dy'/dx, dy'/dy. */
    private void bend(double x, double y, double[] out) {
        double r2 = x * x + y * y;
        double above = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
        double below = 1 + r2 * (k4 + r2 * (k5 + r2 * k6));
        double aboveSlope = k1 + r2 * (2 * k2 + r2 * 3 * k3);
        double belowSlope = k4 + r2 * (2 * k5 + r2 * 3 * k6);
        double g = above / below;
        double slope = (aboveSlope * below - above * belowSlope) / (below * below);
        out[0] = g * x + 2 * p1 * x * y + p2 * (r2 + 2 * x * x);
        out[1] = g * y + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y;
        out[2] = g + 2 * slope * x * x + 2 * p1 * y + 6 * p2 * x;
        out[3] = 2 * slope * x * y + 2 * p1 * x + 2 * p2 * y;
        out[4] = out[3];
        out[5] = g + 2 * slope * y * y + 6 * p1 * y + 2 * p2 * x;
    }

    private double bentAngle(double t) {
        double t2 = t * t;
        return t * (1 + t2 * (k1 + t2 * (k2 + t2 * (k3 + t2 * k4))));
    }

    private double bentAngleSlope(double t) {
        double t2 = t * t;
        return 1 + t2 * (3 * k1 + t2 * (5 * k2 + t2 * (7 * k3 + t2 * 9 * k4)));
    }

    private static double[] unit(double x, double y, double z) {
        double scale = 1 / Math.sqrt(x * x + y * y + z * z);
        return new double[] {x * scale, y * scale, z * scale};
    }
}
