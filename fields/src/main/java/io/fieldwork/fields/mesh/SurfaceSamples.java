package io.fieldwork.fields.mesh;

import io.fieldwork.fields.tensor.Draws;

/**
 * Points that are uniform over the area of a mesh: point i lies in the i-th of n equal shares of the area, so that their density
 * varies less than that of independent ones.
 *
 * @param points [n, 3]
 * @param triangles [n], the number of each point's triangle
 */
public record SurfaceSamples(double[] points, int[] triangles) {
    /** {@return so many points of a mesh with an area} */
    public static SurfaceSamples of(TriangleMesh mesh, int count, Draws draws) {
        return new Source(mesh).draw(count, draws);
    }

    /** A mesh whose areas are added up once, for many sets of points. */
    public static final class Source {
        private final TriangleMesh mesh;
        private final double[] sums;

        /**
         * A source of points of a mesh.
         *
         * @throws IllegalArgumentException if it has no area
         */
        public Source(TriangleMesh mesh) {
            this.mesh = mesh;
            double[] normal = new double[3];
            sums = new double[mesh.triangleCount() + 1];
            for (int t = 0; t < mesh.triangleCount(); t++) {
                sums[t + 1] = sums[t] + mesh.normal(t, normal);
            }
            if (!(sums[mesh.triangleCount()] > 0)) {
                throw new IllegalArgumentException("a mesh without area has no points");
            }
        }

        /** {@return so many points, in the order of their triangles} */
        public SurfaceSamples draw(int count, Draws draws) {
            double[] points = new double[3 * count];
            int[] triangles = new int[count];
            int triangle = 0;
            for (int i = 0; i < count; i++) {
                double at = (i + draws.uniform(3L * i)) / count * sums[sums.length - 1];
                while (triangle < mesh.triangleCount() - 1 && sums[triangle + 1] <= at) {
                    triangle++;
                }
                triangles[i] = triangle;
                double root = Math.sqrt(draws.uniform(3L * i + 1));
                double second = draws.uniform(3L * i + 2);
                place(mesh, triangle, 1 - root, root * (1 - second), points, 3 * i);
            }
            return new SurfaceSamples(points, triangles);
        }
    }

    private static void place(TriangleMesh mesh, int triangle, double a, double b, double[] points, int at) {
        double[] v = mesh.vertices();
        int p = 3 * mesh.triangles()[3 * triangle];
        int q = 3 * mesh.triangles()[3 * triangle + 1];
        int r = 3 * mesh.triangles()[3 * triangle + 2];
        for (int k = 0; k < 3; k++) {
            points[at + k] = a * v[p + k] + b * v[q + k] + (1 - a - b) * v[r + k];
        }
    }

    /** {@return the number of points} */
    public int count() {
        return triangles.length;
    }
}
