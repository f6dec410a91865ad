package io.fieldwork.fields.mesh;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;

/**
 * The distances of the DTU benchmark (Jensen et al. 2014; Aanaes et al. 2016): both surfaces as points of even density, each point with its nearest one
 * of the other set, the means over those nearer than a limit. What the reference's scanner did not see is for the caller to cut away.
 *
 * @param spacing least distance of the points of a set; 0.2 there, in millimetres
 * @param limit distance from which on a point counts as missing and not as wrong; 20 there
 */
public record DtuProtocol(double spacing, double limit) {
    /** Points a square of the spacing that are drawn before those too near to others go. */
    private static final double DENSITY = 16;

    /** Rejects lengths that are not positive. */
    public DtuProtocol {
        if (!(spacing > 0 && limit > 0)) {
            throw new IllegalArgumentException("spacing " + spacing + " and limit " + limit + " are no lengths");
        }
    }

    /** {@return the protocol as it was published, for millimetres} */
    public static DtuProtocol published() {
        return new DtuProtocol(0.2, 20);
    }

    /**
     * The result.
     *
     * @param accuracy mean distance from the mesh's points to the reference's
     * @param completeness mean distance from the reference's points to the mesh's
     */
    public record Result(double accuracy, double completeness) {
        /** {@return the mean of both, the benchmark's overall number} */
        public double overall() {
            return (accuracy + completeness) / 2;
        }
    }

    /** {@return the distances of a mesh from a reference, both with an area} */
    public Result compare(TriangleMesh mesh, TriangleMesh reference, long seed) {
        double[] points = thinned(mesh, Draws.of(seed, "mesh", 0));
        double[] others = thinned(reference, Draws.of(seed, "reference", 0));
        return new Result(mean(points, others), mean(others, points));
    }

    /** Points of a surface, of which no two are nearer than the spacing and none could be added from those drawn. */
    double[] thinned(TriangleMesh mesh, Draws draws) {
        int drawn = (int) Math.min(1 << 26, Math.ceil(DENSITY * mesh.area() / (spacing * spacing)) + 1);
        double[] points = SurfaceSamples.of(mesh, drawn, draws).points();
        LongIndex cells = new LongIndex(drawn / 4);
        int[] heads = new int[drawn];
        int[] next = new int[drawn];
        Arrays.fill(heads, -1);
        double[] kept = new double[3 * drawn];
        int count = 0;
        for (int i = 0; i < drawn; i++) {
            if (isFree(points, 3 * i, kept, cells, heads, next)) {
                System.arraycopy(points, 3 * i, kept, 3 * count, 3);
                int cell = cells.add(cell(points, 3 * i, 0, 0, 0));
                next[count] = heads[cell];
                heads[cell] = count++;
            }
        }
        return Arrays.copyOf(kept, 3 * count);
    }

    private long cell(double[] points, int at, int dx, int dy, int dz) {
        long x = (long) Math.floor(points[at] / spacing) + dx + (1 << 20);
        long y = (long) Math.floor(points[at + 1] / spacing) + dy + (1 << 20);
        long z = (long) Math.floor(points[at + 2] / spacing) + dz + (1 << 20);
        return (x & 0x1fffff) | (y & 0x1fffff) << 21 | (z & 0x1fffff) << 42;
    }

    private boolean isFree(double[] points, int at, double[] kept, LongIndex cells, int[] heads, int[] next) {
        for (int c = 0; c < 27; c++) {
            int cell = cells.find(cell(points, at, c % 3 - 1, c / 3 % 3 - 1, c / 9 - 1));
            for (int other = cell < 0 ? -1 : heads[cell]; other >= 0; other = next[other]) {
                double square = 0;
                for (int k = 0; k < 3; k++) {
                    double away = points[at + k] - kept[3 * other + k];
                    square += away * away;
                }
                if (square < spacing * spacing) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A set of points is a mesh whose triangles are points. */
    private double mean(double[] points, double[] others) {
        int[] corners = new int[others.length];
        Arrays.setAll(corners, i -> i / 3);
        TriangleTree tree = new TriangleTree(new TriangleMesh(others, corners));
        ClosestPoint found = new ClosestPoint();
        double sum = 0;
        int near = 0;
        for (int i = 0; i < points.length; i += 3) {
            tree.closest(points[i], points[i + 1], points[i + 2], limit, found);
            if (found.triangle() >= 0) {
                sum += found.distance();
                near++;
            }
        }
        return near == 0 ? limit : sum / near;
    }
}
