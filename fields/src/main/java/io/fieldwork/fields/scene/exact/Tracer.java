package io.fieldwork.fields.scene.exact;

/**
 * Rays through a scene, in double precision; of one thread. Light at a point is a function of the point and the view alone,
 * without random numbers, so that all photographs of a scene agree on it.
 */
final class Tracer {
    private static final int MOST_STEPS = 2000;
    private static final double TOUCH = 1e-6;
    private static final double DIFFERENCE = 1e-5;
    /** How far rays that leave a surface start off it. */
    private static final double LIFT = 1e-4;

    private static final double[] AMBIENT_STEPS = {0.05, 0.15, 0.35, 0.7, 1.2};

    private final ExactScene scene;
    private final NearestPart nearest;

    Tracer(ExactScene scene, Candidates candidates) {
        this.scene = scene;
        nearest = new NearestPart(candidates);
    }

    /**
     * The length of a ray to the surface, infinite where it meets nothing.
     *
     * @param ray origin and unit direction [6]
     */
    double length(double[] ray) {
        double t = 0;
        for (int i = 0; i < MOST_STEPS && t < scene.far(); i++) {
            double gap = along(ray, t);
            if (gap < TOUCH) {
                return polished(nearest.part(), ray, t);
            }
            t += gap;
        }
        return Double.POSITIVE_INFINITY;
    }

    private double along(double[] ray, double t) {
        return nearest.distance(ray[0] + t * ray[3], ray[1] + t * ray[4], ray[2] + t * ray[5]);
    }

    /** Newton's method where the ray does not graze. */
    private static double polished(Part part, double[] ray, double from) {
        double t = from;
        for (int i = 0; i < 3; i++) {
            double gap = along(part, ray, t);
            double slope = (along(part, ray, t + DIFFERENCE) - gap) / DIFFERENCE;
            if (slope > -0.02) {
                return t;
            }
            t -= gap / slope;
        }
        return Math.abs(t - from) < 1e-3 ? t : from;
    }

    private static double along(Part part, double[] ray, double t) {
        return part.distance(ray[0] + t * ray[3], ray[1] + t * ray[4], ray[2] + t * ray[5]);
    }

    /** Writes the outward unit normal [3] at a point of the surface; gives the index of its part. */
    int normal(double[] point, double[] out) {
        nearest.distance(point[0], point[1], point[2]);
        normal(nearest.part(), point, out);
        return nearest.index();
    }

    private static void normal(Part part, double[] point, double[] out) {
        double h = DIFFERENCE;
        double x = point[0];
        double y = point[1];
        double z = point[2];
        out[0] = part.distance(x + h, y, z) - part.distance(x - h, y, z);
        out[1] = part.distance(x, y + h, z) - part.distance(x, y - h, z);
        out[2] = part.distance(x, y, z + h) - part.distance(x, y, z - h);
        double scale = 1 / Math.sqrt(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
        for (int i = 0; i < 3; i++) {
            out[i] *= scale;
        }
    }

    /**
     * The light of a part that is in the way of a ray, in front of the scene and without shadows: what hides the scene does not
     * change how it looks beside it.
     *
     * @return whether it is in the way
     */
    boolean hidden(double[] ray, Part part, double[] rgb) {
        double most = length(ray);
        double t = 0;
        for (int i = 0; i < MOST_STEPS && t < Math.min(most, scene.far()); i++) {
            double gap = along(part, ray, t);
            if (gap < TOUCH) {
                double[] point = {ray[0] + t * ray[3], ray[1] + t * ray[4], ray[2] + t * ray[5]};
                double[] normal = new double[3];
                normal(part, point, normal);
                reflect(part, point, normal, 1, 1, rgb);
                return true;
            }
            t += gap;
        }
        return false;
    }

    /**
     * Writes the light [3] that comes back along a ray, linear RGB.
     *
     * @return the share of the ray that is opaque, 0 or 1
     */
    double light(double[] ray, double[] rgb) {
        double t = length(ray);
        if (Double.isInfinite(t)) {
            scene.light().sky(ray[3], ray[4], ray[5], rgb);
            return scene.sky() ? 1 : 0;
        }
        shade(ray, t, true, rgb);
        return 1;
    }

    private void shade(double[] ray, double t, boolean mirrors, double[] rgb) {
        double[] point = {ray[0] + t * ray[3], ray[1] + t * ray[4], ray[2] + t * ray[5]};
        double[] normal = new double[3];
        normal(point, normal);
        Part part = nearest.part();
        double[] lifted = new double[3];
        for (int i = 0; i < 3; i++) {
            lifted[i] = point[i] + LIFT * normal[i];
        }
        double lit = facing(normal) > 0 ? sunlight(lifted) : 0;
        reflect(part, point, normal, lit, openness(lifted, normal), rgb);
        if (part.material().gloss() > 0) {
            coat(ray, lifted, normal, part.material(), lit, mirrors, rgb);
        }
    }

    private double facing(double[] normal) {
        double[] sun = scene.light().sun();
        return normal[0] * sun[0] + normal[1] * sun[1] + normal[2] * sun[2];
    }

    /** Writes what a matt surface reflects, of which so much sees the sun and the sky. */
    private void reflect(Part part, double[] point, double[] normal, double lit, double open, double[] rgb) {
        part.material().texture().color(point[0] - part.x(), point[1] - part.y(), point[2] - part.z(), rgb);
        double[] light = new double[3];
        scene.light().ambient(normal[2], open, light);
        for (int i = 0; i < 3; i++) {
            rgb[i] *= light[i] + scene.light().sunlight()[i] * lit * Math.max(facing(normal), 0);
        }
    }

    /** Lays the reflection of a clear coat over a colour: sky and surroundings once (Schlick 1994), and the sun. */
    private void coat(
            double[] ray,
            double[] point,
            double[] normal,
            Material material,
            double lit,
            boolean mirrors,
            double[] rgb) {
        double against = -(ray[3] * normal[0] + ray[4] * normal[1] + ray[5] * normal[2]);
        double grazing = Math.pow(1 - Math.clamp(against, 0, 1), 5);
        double share = material.gloss() + (1 - material.gloss()) * grazing;
        double[] back = {point[0], point[1], point[2], 0, 0, 0};
        double toSun = 0;
        for (int i = 0; i < 3; i++) {
            back[3 + i] = ray[3 + i] + 2 * against * normal[i];
            toSun += back[3 + i] * scene.light().sun()[i];
        }
        double t = mirrors ? length(back) : Double.POSITIVE_INFINITY;
        double[] seen = new double[3];
        if (Double.isInfinite(t)) {
            scene.light().sky(back[3], back[4], back[5], seen);
        } else {
            shade(back, t, false, seen);
        }
        double highlight = lit * Math.pow(Math.max(toSun, 0), material.polish()) * material.polish() / 20;
        for (int i = 0; i < 3; i++) {
            rgb[i] = (1 - share) * rgb[i]
                    + share * (seen[i] + highlight * scene.light().sunlight()[i]);
        }
    }

    /** The part of the sky that a point sees along its normal, from distances of the scene a few steps away (Evans 2006). */
    private double openness(double[] point, double[] normal) {
        double open = 0;
        double weights = 0;
        for (double step : AMBIENT_STEPS) {
            double gap = nearest.distance(
                    point[0] + step * normal[0], point[1] + step * normal[1], point[2] + step * normal[2]);
            double weight = 1 / (0.3 + step);
            open += weight * Math.clamp(gap / step, 0, 1);
            weights += weight;
        }
        return open / weights;
    }

    /**
     * How much of the sun a point sees: 0 where its middle is hidden, 1 where the nearest miss on the way to its middle is wider
     * than its radius. The nearest miss is sought between steps, or shadows would have stripes.
     */
    private double sunlight(double[] point) {
        double[] sun = scene.light().sun();
        double[] ray = {point[0], point[1], point[2], sun[0], sun[1], sun[2]};
        double width = scene.light().width();
        double t = 20 * LIFT;
        double least = 1;
        double before = t;
        double from = t;
        double to = t;
        for (int i = 0; i < MOST_STEPS && t < scene.shade(); i++) {
            double gap = along(ray, t);
            if (gap < TOUCH) {
                return 0;
            }
            double step = Math.max(0.9 * gap, 0.1 * width * t);
            if (gap / (width * t) < least) {
                least = gap / (width * t);
                from = before;
                to = t + step;
            }
            before = t;
            t += step;
        }
        double seen = least < 1 ? Math.clamp(Math.min(least, narrowest(ray, from, to, width)), 0, 1) : 1;
        return seen * seen * (3 - 2 * seen);
    }

    /** The least of gap / (width t) between two lengths of a ray, by golden sections. */
    private double narrowest(double[] ray, double from, double to, double width) {
        double golden = 0.5 * (Math.sqrt(5) - 1);
        double a = from;
        double b = to;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 10; i++) {
            double left = b - golden * (b - a);
            double right = a + golden * (b - a);
            double atLeft = along(ray, left) / (width * left);
            double atRight = along(ray, right) / (width * right);
            least = Math.min(least, Math.min(atLeft, atRight));
            if (atLeft < atRight) {
                b = right;
            } else {
                a = left;
            }
        }
        return least;
    }
}
