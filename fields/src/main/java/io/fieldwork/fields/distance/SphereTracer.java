package io.fieldwork.fields.distance;

import io.fieldwork.fields.mesh.DistanceFunction;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rays that go on by the distance to the surface until they are there (sphere tracing; Hart 1996). A ray that has gone through a surface by an error of a
 * learned distance comes back, since the distance is negative inside.
 *
 * @param distance to what is to be hit, at most the true distance
 * @param far length of a ray after which there is nothing
 * @param tolerance distance at which a surface counts as hit
 * @param caution 1 for a distance that is exact or a lower bound; a learned one may be divided by a little more
 */
public record SphereTracer(DistanceFunction distance, double far, double tolerance, double caution) {
    private static final int STEPS = 400;

    /** Rejects lengths that are not positive. */
    public SphereTracer {
        if (!(far > 0 && tolerance > 0 && caution >= 1)) {
            throw new IllegalArgumentException("far " + far + " and tolerance " + tolerance
                    + " must be positive, caution " + caution + " 1 or more");
        }
    }

    /**
     * Where rays met the surface.
     *
     * @param distance [rays], along the ray; infinite where it met nothing
     * @param normals [rays, 3], unit; zero where it met nothing
     */
    public record Hits(double[] distance, double[] normals) {
        /** {@return whether a ray met the surface} */
        public boolean isHit(int ray) {
            return distance[ray] < Double.POSITIVE_INFINITY;
        }
    }

    /**
     * {@return where rays meet the surface; those that graze it for longer than 400 steps count as having met it where they are}
     *
     * @param origins [rays, 3]
     * @param directions [rays, 3], unit
     */
    public Hits cast(double[] origins, double[] directions) {
        int rays = origins.length / 3;
        double[] along = new double[rays];
        int[] going = IntStream.range(0, rays).toArray();
        double[] points = new double[3 * rays];
        double[] values = new double[rays];
        for (int step = 0; step < STEPS && going.length > 0; step++) {
            place(origins, directions, along, going, points);
            distance.at(points, going.length, values);
            int left = 0;
            for (int i = 0; i < going.length; i++) {
                int ray = going[i];
                along[ray] = Math.abs(values[i]) > tolerance ? along[ray] + values[i] / caution : along[ray];
                if (Math.abs(values[i]) > tolerance && along[ray] >= 0 && along[ray] < far) {
                    going[left++] = ray;
                } else if (along[ray] >= far || along[ray] < 0) {
                    along[ray] = Double.POSITIVE_INFINITY;
                }
            }
            going = Arrays.copyOf(going, left);
        }
        return new Hits(along, normals(origins, directions, along, points, values));
    }

    private static void place(double[] origins, double[] directions, double[] along, int[] rays, double[] points) {
        for (int i = 0; i < rays.length; i++) {
            for (int k = 0; k < 3; k++) {
                int at = 3 * rays[i] + k;
                points[3 * i + k] = origins[at] + along[rays[i]] * directions[at];
            }
        }
    }

    private double[] normals(double[] origins, double[] directions, double[] along, double[] points, double[] values) {
        int[] hit = IntStream.range(0, along.length)
                .filter(ray -> along[ray] < Double.POSITIVE_INFINITY)
                .toArray();
        place(origins, directions, along, hit, points);
        double[] slopes = new double[3 * hit.length];
        distance.at(points, hit.length, values, slopes);
        double[] normals = new double[3 * along.length];
        for (int i = 0; i < hit.length; i++) {
            double length = Math.sqrt(slopes[3 * i] * slopes[3 * i]
                    + slopes[3 * i + 1] * slopes[3 * i + 1]
                    + slopes[3 * i + 2] * slopes[3 * i + 2]);
            for (int k = 0; k < 3 && length > 0; k++) {
                normals[3 * hit[i] + k] = slopes[3 * i + k] / length;
            }
        }
        return normals;
    }
}
