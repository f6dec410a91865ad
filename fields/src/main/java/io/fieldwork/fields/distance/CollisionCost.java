package io.fieldwork.fields.distance;

import io.fieldwork.fields.mesh.DistanceFunction;

/**
 * How near a body comes to obstacles, for planners that move downhill (CHOMP; Ratliff, Zucker, Bagnell, Srinivasa 2009). A ball of radius r at
 * x has the clearance d = f(x) - r and costs -d + e/2 inside an obstacle, (d - e)^2 / (2 e) up to the wanted clearance e, and
 * nothing beyond.
 *
 * @param distance to the obstacles, negative inside
 * @param body that moves
 * @param wanted clearance e, above 0
 */
public record CollisionCost(DistanceFunction distance, Body body, double wanted) {
    /** Rejects a clearance that is not positive. */
    public CollisionCost {
        if (!(wanted > 0)) {
            throw new IllegalArgumentException("a wanted clearance of " + wanted);
        }
    }

    /**
     * The cost of a path.
     *
     * @param total sum over poses and balls
     * @param gradient [poses, 6], by a small motion of each pose in the world's frame: a shift (3), and a turn about the place of
     *     the body's origin (3, axis times angle)
     * @param clearance the least over poses and balls; negative if one is in an obstacle
     */
    public record Result(double total, double[] gradient, double clearance) {}

    /**
     * {@return the cost of a path}
     *
     * @param poses [n, 12], rows of 3x4 matrices from the body's frame to the world, one after another
     */
    public Result of(double[] poses) {
        int n = poses.length / 12;
        int balls = body.size();
        double[] points = new double[3 * n * balls];
        for (int pose = 0; pose < n; pose++) {
            body.place(poses, pose, points, 3 * pose * balls);
        }
        double[] values = new double[n * balls];
        double[] slopes = new double[points.length];
        distance.at(points, values.length, values, slopes);
        double[] gradient = new double[6 * n];
        double total = 0;
        double clearance = Double.POSITIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            double d = values[i] - body.radii()[i % balls];
            clearance = Math.min(clearance, d);
            if (d < wanted) {
                total += d < 0 ? wanted / 2 - d : (d - wanted) * (d - wanted) / (2 * wanted);
                double slope = d < 0 ? -1 : (d - wanted) / wanted;
                add(gradient, poses, i / balls, points, slopes, 3 * i, slope);
            }
        }
        return new Result(total, gradient, clearance);
    }

    /** A motion (v, w) moves a point x of the body by v + w x (x - p), with the place p of the body. */
    private static void add(
            double[] gradient, double[] poses, int pose, double[] points, double[] slopes, int at, double slope) {
        double[] arm = new double[3];
        for (int k = 0; k < 3; k++) {
            gradient[6 * pose + k] += slope * slopes[at + k];
            arm[k] = points[at + k] - poses[12 * pose + 4 * k + 3];
        }
        for (int k = 0; k < 3; k++) {
            int p = (k + 1) % 3;
            int q = (k + 2) % 3;
            gradient[6 * pose + 3 + k] += slope * (arm[p] * slopes[at + q] - arm[q] * slopes[at + p]);
        }
    }

    /** Moves a pose of a path by a shift and a turn (axis times angle) about its own place: {@code motion} is [6]. */
    public static void move(double[] poses, int pose, double[] motion) {
        double angle = Math.sqrt(motion[3] * motion[3] + motion[4] * motion[4] + motion[5] * motion[5]);
        double s = angle > 0 ? Math.sin(angle) / angle : 1;
        double c = angle > 0 ? (1 - Math.cos(angle)) / (angle * angle) : 0.5;
        for (int column = 0; column < 3; column++) {
            double[] old = new double[3];
            for (int k = 0; k < 3; k++) {
                old[k] = poses[12 * pose + 4 * k + column];
            }
            double[] once = cross(motion, old);
            double[] twice = cross(motion, once);
            for (int k = 0; k < 3; k++) {
                poses[12 * pose + 4 * k + column] = old[k] + s * once[k] + c * twice[k];
            }
        }
        for (int k = 0; k < 3; k++) {
            poses[12 * pose + 4 * k + 3] += motion[k];
        }
    }

    private static double[] cross(double[] motion, double[] v) {
        return new double[] {
            motion[4] * v[2] - motion[5] * v[1],
            motion[5] * v[0] - motion[3] * v[2],
            motion[3] * v[1] - motion[4] * v[0]
        };
    }
}
