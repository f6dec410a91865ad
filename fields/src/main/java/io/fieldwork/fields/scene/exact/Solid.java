package io.fieldwork.fields.scene.exact;

/**
 * A solid body as its signed distance, negative inside. What it gives outside is at most the distance to the surface and
 * changes by at most one a unit of way, so that a ray may always go so far (Hart 1996, "Sphere tracing").
 */
@FunctionalInterface
public interface Solid {
    /** {@return the signed distance of a point, a lower bound of it where solids were cut or blended} */
    double distance(double x, double y, double z);

    /** {@return a ball around the origin} */
    static Solid ball(double radius) {
        return (x, y, z) -> length(x, y, z) - radius;
    }

    /** {@return a box around the origin of half sides a, b, c} */
    static Solid box(double a, double b, double c) {
        return (x, y, z) -> {
            double u = Math.abs(x) - a;
            double v = Math.abs(y) - b;
            double w = Math.abs(z) - c;
            double outside = length(Math.max(u, 0), Math.max(v, 0), Math.max(w, 0));
            return outside + Math.min(Math.max(u, Math.max(v, w)), 0);
        };
    }

    /** {@return a ring around the z axis, the middle of its tube at a radius} */
    static Solid torus(double radius, double tube) {
        return (x, y, z) -> length(length(x, y) - radius, z) - tube;
    }

    /** {@return an upright cylinder around the origin, as high as twice half} */
    static Solid cylinder(double radius, double half) {
        return (x, y, z) -> {
            double u = length(x, y) - radius;
            double v = Math.abs(z) - half;
            return length(Math.max(u, 0), Math.max(v, 0)) + Math.min(Math.max(u, v), 0);
        };
    }

    /** {@return an upright cone without its tip, radii at -half and half} */
    static Solid cone(double below, double above, double half) {
        double slope = (above - below) / (2 * half);
        double scale = 1 / Math.sqrt(1 + slope * slope);
        return (x, y, z) -> {
            double side = (length(x, y) - 0.5 * (below + above) - slope * z) * scale;
            double cap = Math.abs(z) - half;
            return Math.max(side, cap);
        };
    }

    /** {@return everything below a height} */
    static Solid below(double height) {
        return (x, y, z) -> z - height;
    }

    /** {@return both} */
    default Solid plus(Solid other) {
        return (x, y, z) -> Math.min(distance(x, y, z), other.distance(x, y, z));
    }

    /** {@return this without the other} */
    default Solid minus(Solid other) {
        return (x, y, z) -> Math.max(distance(x, y, z), -other.distance(x, y, z));
    }

    /** {@return what both have in common} */
    default Solid and(Solid other) {
        return (x, y, z) -> Math.max(distance(x, y, z), other.distance(x, y, z));
    }

    /** {@return both, grown together where they are nearer to each other than a width (a quadratic smooth minimum)} */
    default Solid blended(Solid other, double width) {
        return (x, y, z) -> {
            double a = distance(x, y, z);
            double b = other.distance(x, y, z);
            double near = Math.max(width - Math.abs(a - b), 0);
            return Math.min(a, b) - near * near / (4 * width);
        };
    }

    /** {@return this, its surface moved outwards, which rounds its edges} */
    default Solid grown(double by) {
        return (x, y, z) -> distance(x, y, z) - by;
    }

    /** {@return this elsewhere} */
    default Solid moved(double dx, double dy, double dz) {
        return (x, y, z) -> distance(x - dx, y - dy, z - dz);
    }

    /** {@return this turned about the z axis, from x to y} */
    default Solid turned(double degrees) {
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees));
        return (x, y, z) -> distance(c * x + s * y, c * y - s * x, z);
    }

    /** {@return this tilted about the x axis, from y to z} */
    default Solid tilted(double degrees) {
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees));
        return (x, y, z) -> distance(x, c * y + s * z, c * z - s * y);
    }

    /**
     * {@return copies of this, which is about the x axis, at n even angles around the z axis} Each must be its own mirror
     * image at y = 0 and lie within its share of the circle. A point is mirrored at lines through the axis, ever nearer to x,
     * until it is in the first half of a share.
     */
    default Solid around(int n) {
        double half = Math.PI / n;
        int mirrors = 1;
        while (half * (1 << mirrors) < Math.PI) {
            mirrors++;
        }
        double[] cos = new double[mirrors];
        double[] sin = new double[mirrors];
        for (int i = 0; i < mirrors; i++) {
            cos[i] = Math.cos(half * (1 << (mirrors - 1 - i)));
            sin[i] = Math.sin(half * (1 << (mirrors - 1 - i)));
        }
        return (x, y, z) -> {
            double u = x;
            double v = Math.abs(y);
            for (int i = 0; i < cos.length; i++) {
                double beyond = Math.max(cos[i] * v - sin[i] * u, 0);
                u += 2 * beyond * sin[i];
                v -= 2 * beyond * cos[i];
            }
            return distance(u, v, z);
        };
    }

    /**
     * {@return copies of this in a row along x, n to either side of it} Each must be its own mirror image at x = 0 and narrower
     * than the step.
     */
    default Solid inRow(double step, int n) {
        return (x, y, z) -> distance(x - step * Math.clamp(Math.rint(x / step), -n, n), y, z);
    }

    private static double length(double a, double b) {
        return Math.sqrt(a * a + b * b);
    }

    private static double length(double a, double b, double c) {
        return Math.sqrt(a * a + b * b + c * c);
    }
}
