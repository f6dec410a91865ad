package io.fieldwork.fields.mesh;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Triangles that share vertices.
 *
 * @param vertices [vertices, 3]; not to be changed afterwards
 * @param triangles [triangles, 3], indices of vertices, counterclockwise seen from outside; not to be changed afterwards
 */
public record TriangleMesh(double[] vertices, int[] triangles) {
    /** Rejects arrays that are no triples, and indices of no vertex. */
    public TriangleMesh {
        if (vertices.length % 3 != 0 || triangles.length % 3 != 0) {
            throw new IllegalArgumentException(
                    vertices.length + " coordinates and " + triangles.length + " corners are no triples");
        }
        for (int corner : triangles) {
            if (corner < 0 || corner >= vertices.length / 3) {
                throw new IllegalArgumentException("there is no vertex " + corner);
            }
        }
    }

    /** {@return the number of vertices} */
    public int vertexCount() {
        return vertices.length / 3;
    }

    /** {@return the number of triangles} */
    public int triangleCount() {
        return triangles.length / 3;
    }

    /** {@return the sum of the triangles' areas} */
    public double area() {
        double sum = 0;
        double[] normal = new double[3];
        for (int t = 0; t < triangleCount(); t++) {
            sum += normal(t, normal) / 2;
        }
        return sum;
    }

    /** {@return the enclosed volume by the divergence theorem, negative if the triangles face inwards; of a closed mesh} */
    public double volume() {
        double[] v = vertices;
        double sum = 0;
        for (int i = 0; i < triangles.length; i += 3) {
            int a = 3 * triangles[i];
            int b = 3 * triangles[i + 1];
            int c = 3 * triangles[i + 2];
            sum += v[a] * (v[b + 1] * v[c + 2] - v[b + 2] * v[c + 1])
                    + v[a + 1] * (v[b + 2] * v[c] - v[b] * v[c + 2])
                    + v[a + 2] * (v[b] * v[c + 1] - v[b + 1] * v[c]);
        }
        return sum / 6;
    }

    /** Sets the unit normal [3] of a triangle, zero if it has no area; gives twice the area. */
    double normal(int triangle, double[] normal) {
        double[] v = vertices;
        int a = 3 * triangles[3 * triangle];
        int b = 3 * triangles[3 * triangle + 1];
        int c = 3 * triangles[3 * triangle + 2];
        for (int k = 0; k < 3; k++) {
            int p = (k + 1) % 3;
            int q = (k + 2) % 3;
            normal[k] = (v[b + p] - v[a + p]) * (v[c + q] - v[a + q]) - (v[b + q] - v[a + q]) * (v[c + p] - v[a + p]);
        }
        double length = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
        for (int k = 0; k < 3 && length > 0; k++) {
            normal[k] /= length;
        }
        return length;
    }

    /** {@return a unit normal [vertices, 3] at each vertex: the mean over its triangles by area; zero where there is none} */
    public float[] normals() {
        double[] sums = new double[vertices.length];
        double[] normal = new double[3];
        for (int t = 0; t < triangleCount(); t++) {
            double weight = normal(t, normal);
            for (int corner = 3 * t; corner < 3 * t + 3; corner++) {
                for (int k = 0; k < 3; k++) {
                    sums[3 * triangles[corner] + k] += weight * normal[k];
                }
            }
        }
        float[] normals = new float[sums.length];
        for (int i = 0; i < sums.length; i += 3) {
            double length = Math.sqrt(sums[i] * sums[i] + sums[i + 1] * sums[i + 1] + sums[i + 2] * sums[i + 2]);
            for (int k = i; k < i + 3 && length > 0; k++) {
                normals[k] = (float) (sums[k] / length);
            }
        }
        return normals;
    }

    /**
     * {@return the box around all vertices, widened on each side by a share of its longest side}
     *
     * @throws UserError if there is no vertex, or one is not finite
     */
    public Box box(double margin) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < vertices.length; i++) {
            if (!Double.isFinite(vertices[i])) {
                throw new UserError("Vertex " + i / 3 + " of the mesh is not finite.");
            }
            low[i % 3] = Math.min(low[i % 3], vertices[i]);
            high[i % 3] = Math.max(high[i % 3], vertices[i]);
        }
        if (vertices.length == 0) {
            throw new UserError("The mesh has no vertex; expected a surface.");
        }
        double longest = Math.max(high[0] - low[0], Math.max(high[1] - low[1], high[2] - low[2]));
        double wide = Math.max(margin * longest, 1e-6 * longest);
        float[] corners = new float[6];
        for (int k = 0; k < 3; k++) {
            corners[k] = Math.nextDown((float) (low[k] - wide));
            corners[3 + k] = Math.nextUp((float) (high[k] + wide));
        }
        return new Box(corners[0], corners[1], corners[2], corners[3], corners[4], corners[5]);
    }

    /** {@return the same surface, its vertices of equal coordinates made one, without triangles that are then less than one} */
    public TriangleMesh welded() {
        Integer[] order = new Integer[vertexCount()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Arrays.compare(vertices, 3 * a, 3 * a + 3, vertices, 3 * b, 3 * b + 3));
        int[] first = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            boolean same = i > 0
                    && Arrays.equals(
                            vertices, 3 * order[i], 3 * order[i] + 3, vertices, 3 * order[i - 1], 3 * order[i - 1] + 3);
            first[order[i]] = same ? first[order[i - 1]] : order[i];
        }
        int[] kept = new int[triangles.length];
        int count = 0;
        for (int i = 0; i < triangles.length; i += 3) {
            int a = first[triangles[i]];
            int b = first[triangles[i + 1]];
            int c = first[triangles[i + 2]];
            if (a != b && b != c && c != a) {
                kept[count++] = a;
                kept[count++] = b;
                kept[count++] = c;
            }
        }
        return new TriangleMesh(vertices, Arrays.copyOf(kept, count)).compact();
    }

    /** The same without vertices that no triangle has, the others in their order. */
    TriangleMesh compact() {
        int[] number = new int[vertexCount()];
        for (int corner : triangles) {
            number[corner] = 1;
        }
        int count = 0;
        double[] kept = new double[vertices.length];
        for (int i = 0; i < number.length; i++) {
            if (number[i] == 1) {
                System.arraycopy(vertices, 3 * i, kept, 3 * count, 3);
                number[i] = count++;
            }
        }
        int[] corners = Arrays.stream(triangles).map(corner -> number[corner]).toArray();
        return new TriangleMesh(Arrays.copyOf(kept, 3 * count), corners);
    }

    /** {@return the connected part with the most triangles, without the vertices of others} */
    public TriangleMesh largestComponent() {
        int[] part = Components.of(this);
        int[] sizes = new int[vertexCount()];
        int largest = 0;
        for (int i = 0; i < triangles.length; i += 3) {
            int each = part[triangles[i]];
            largest = ++sizes[each] > sizes[largest] ? each : largest;
        }
        int most = largest;
        return where(t -> part[triangles[3 * t]] == most);
    }

    /** The triangles that are wanted, without the vertices of others. */
    TriangleMesh where(IntPredicate wanted) {
        int[] kept = new int[triangles.length];
        int count = 0;
        for (int t = 0; t < triangleCount(); t++) {
            if (wanted.test(t)) {
                System.arraycopy(triangles, 3 * t, kept, count, 3);
                count += 3;
            }
        }
        return new TriangleMesh(vertices, Arrays.copyOf(kept, count)).compact();
    }

    /**
     * Writes a PLY file atomically.
     *
     * @throws UserError if it cannot be written
     */
    public void writePly(Path file) {
        MeshFormat.PLY.write(file, PaintedMesh.plain(this));
    }
}
