package io.fieldwork.fields.mesh;

/** Connected parts of a mesh, by its vertices: disjoint sets that are joined by triangles. */
final class Components {
    private Components() {}

    /** For each vertex one vertex that all of its part have in common. */
    static int[] of(TriangleMesh mesh) {
        int[] parent = new int[mesh.vertexCount()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
        int[] corners = mesh.triangles();
        for (int i = 0; i < corners.length; i += 3) {
            join(parent, corners[i], corners[i + 1]);
            join(parent, corners[i], corners[i + 2]);
        }
        for (int i = 0; i < parent.length; i++) {
            parent[i] = root(parent, i);
        }
        return parent;
    }

    private static void join(int[] parent, int a, int b) {
        int p = root(parent, a);
        int q = root(parent, b);
        parent[Math.max(p, q)] = Math.min(p, q);
    }

    /** The set of an element: the one that is its own parent. */
    static int root(int[] parent, int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
