package io.fieldwork.fields.mesh;

import java.util.Arrays;

/**
 * The combinatorics of a mesh: what hangs together, and how.
 *
 * @param vertices that a triangle has
 * @param edges between them
 * @param triangles of the mesh
 * @param components connected parts
 * @param open edges of one triangle alone: the border of holes
 * @param crowded edges of more than two triangles
 * @param turned edges whose two triangles do not face the same side
 * @param pinched vertices around which the triangles are more than one fan
 */
public record MeshTopology(
        int vertices, int edges, int triangles, int components, int open, int crowded, int turned, int pinched) {
    /** {@return the combinatorics of a mesh, its vertices told apart by their number alone} */
    public static MeshTopology of(TriangleMesh mesh) {
        int[] corners = mesh.triangles();
        LongIndex edges = new LongIndex(corners.length / 2);
        int[] uses = new int[corners.length];
        int[] balance = new int[corners.length];
        for (int i = 0; i < corners.length; i++) {
            int from = corners[i];
            int to = corners[i % 3 == 2 ? i - 2 : i + 1];
            int edge = edges.add(key(from, to));
            uses[edge]++;
            balance[edge] += from < to ? 1 : -1;
        }
        int open = 0;
        int crowded = 0;
        int turned = 0;
        for (int i = 0; i < edges.size(); i++) {
            open += uses[i] == 1 ? 1 : 0;
            crowded += uses[i] > 2 ? 1 : 0;
            turned += uses[i] == 2 && balance[i] != 0 ? 1 : 0;
        }
        int[] part = Components.of(mesh);
        boolean[] used = new boolean[part.length];
        for (int corner : corners) {
            used[corner] = true;
        }
        int vertices = 0;
        int components = 0;
        for (int i = 0; i < used.length; i++) {
            vertices += used[i] ? 1 : 0;
            components += used[i] && part[i] == i ? 1 : 0;
        }
        int pinched = pinched(mesh, edges);
        return new MeshTopology(
                vertices, edges.size(), mesh.triangleCount(), components, open, crowded, turned, pinched);
    }

    private static long key(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    /** Corners that share an edge at their vertex are of one fan; a vertex of more than one is pinched. */
    private static int pinched(TriangleMesh mesh, LongIndex edges) {
        int[] corners = mesh.triangles();
        int[] fan = new int[corners.length];
        Arrays.setAll(fan, i -> i);
        int[] last = new int[2 * edges.size()];
        Arrays.fill(last, -1);
        for (int i = 0; i < corners.length; i++) {
            for (int other = i - i % 3; other < i - i % 3 + 3; other++) {
                if (other != i) {
                    int side = 2 * edges.find(key(corners[i], corners[other])) + (corners[i] < corners[other] ? 0 : 1);
                    if (last[side] >= 0) {
                        fan[Components.root(fan, i)] = Components.root(fan, last[side]);
                    }
                    last[side] = i;
                }
            }
        }
        int[] count = new int[mesh.vertexCount()];
        int pinched = 0;
        for (int i = 0; i < fan.length; i++) {
            pinched += fan[i] == i && ++count[corners[i]] == 2 ? 1 : 0;
        }
        return pinched;
    }

    /** {@return whether each edge has at most two triangles, which face the same side, and each vertex one fan} */
    public boolean isManifold() {
        return crowded == 0 && turned == 0 && pinched == 0;
    }

    /** {@return whether it has triangles, and no edge one alone} */
    public boolean isClosed() {
        return triangles > 0 && open == 0;
    }

    /** {@return the Euler characteristic V - E + F: 2 for a sphere, 0 for a torus, summed over components} */
    public int euler() {
        return vertices - edges + triangles;
    }
}
