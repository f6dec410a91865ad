package io.fieldwork.fields.mesh;

/**
 * A tree of boxes around the triangles of a mesh. It finds the closest point of the surface exactly, to the rounding of double precision,
 * and the winding number of the surface around a point (Jacobson, Kavan, Sorkine-Hornung 2013), for which distant nodes stand
 * as a dipole with its first moments (Barill, Dickson, Schmidt, Levin, Jacobson 2018). Any number of threads may ask it.
 *
 * <p>A node is divided where the boxes of its parts have the least surface times triangles ({@link SurfaceAreaSplit}); its left child comes right
 * after it.
 */
public final class TriangleTree {
    /** Triangles of a leaf at most. */
    private static final int LEAF = 4;
    /** Depth from which on nodes are halved, so that a search has room for the way down. */
    private static final int DEEP = 28;
    /** A node counts as distant from this many of its radii on. */
    private static final double DISTANT = 2.1;

    private final TriangleMesh mesh;
    private final int[] order;
    private final double[] corners;
    /** Lower and upper corner of each node. */
    private final double[] boxes;
    /** For each node its right child, or for a leaf -1 - its first triangle. */
    private final int[] right;
    /** For each node the end of its triangles. */
    private final int[] end;

    private final Dipoles dipoles;
    private int count;

    /**
     * A tree over a mesh, which may have holes, borders, and triangles without area.
     *
     * @throws IllegalArgumentException if it has no triangle
     */
    public TriangleTree(TriangleMesh mesh) {
        if (mesh.triangleCount() == 0) {
            throw new IllegalArgumentException("a tree needs at least one triangle");
        }
        this.mesh = mesh;
        int triangles = mesh.triangleCount();
        order = new int[triangles];
        double[] middles = new double[3 * triangles];
        for (int t = 0; t < triangles; t++) {
            order[t] = t;
            for (int i = 0; i < 9; i++) {
                middles[3 * t + i % 3] += mesh.vertices()[3 * mesh.triangles()[3 * t + i / 3] + i % 3] / 3;
            }
        }
        boxes = new double[6 * 2 * triangles];
        right = new int[2 * triangles];
        end = new int[2 * triangles];
        corners = new double[9 * triangles];
        divide(0, triangles, new SurfaceAreaSplit(mesh, middles, order), 0);
        for (int t = 0; t < triangles; t++) {
            for (int i = 0; i < 9; i++) {
                corners[9 * t + i] = mesh.vertices()[3 * mesh.triangles()[3 * order[t] + i / 3] + i % 3];
            }
        }
        bound(0);
        dipoles = new Dipoles(count);
        gather(0, 0);
    }

    /** {@return the mesh} */
    public TriangleMesh mesh() {
        return mesh;
    }

    private int divide(int first, int last, SurfaceAreaSplit split, int depth) {
        int node = count++;
        end[node] = last;
        if (last - first <= LEAF) {
            right[node] = -1 - first;
            return node;
        }
        int half = depth < DEEP ? split.best(first, last) : split.median(first, last);
        divide(first, half, split, depth + 1);
        right[node] = divide(half, last, split, depth + 1);
        return node;
    }

    private void bound(int node) {
        int at = 6 * node;
        for (int k = 0; k < 3; k++) {
            boxes[at + k] = Double.POSITIVE_INFINITY;
            boxes[at + 3 + k] = Double.NEGATIVE_INFINITY;
        }
        if (right[node] < 0) {
            for (int i = 9 * (-1 - right[node]); i < 9 * end[node]; i++) {
                boxes[at + i % 3] = Math.min(boxes[at + i % 3], corners[i]);
                boxes[at + 3 + i % 3] = Math.max(boxes[at + 3 + i % 3], corners[i]);
            }
            return;
        }
        for (int child : new int[] {node + 1, right[node]}) {
            bound(child);
            for (int k = 0; k < 3; k++) {
                boxes[at + k] = Math.min(boxes[at + k], boxes[6 * child + k]);
                boxes[at + 3 + k] = Math.max(boxes[at + 3 + k], boxes[6 * child + 3 + k]);
            }
        }
    }

    /** Finds the dipoles of a node and of those below it; its first triangle is given. */
    private void gather(int node, int first) {
        dipoles.set(node, corners, first, end[node], boxes, 6 * node);
        if (right[node] >= 0) {
            gather(node + 1, first);
            gather(right[node], end[node + 1]);
        }
    }

    /** Finds the point of the surface that is closest to a point, however far. */
    public void closest(double x, double y, double z, ClosestPoint found) {
        closest(x, y, z, Double.POSITIVE_INFINITY, found);
    }

    /**
     * Finds the point of the surface that is closest to a point.
     *
     * @param most distance beyond which nothing is looked for
     * @param found takes the point; its triangle is -1 if there is none
     */
    public void closest(double x, double y, double z, double most, ClosestPoint found) {
        found.square = most * most;
        found.triangle = -1;
        int depth = 0;
        int node = 0;
        double square = square(0, x, y, z);
        while (true) {
            if (square <= found.square) {
                if (right[node] < 0) {
                    search(node, x, y, z, found);
                } else {
                    int near = node + 1;
                    int far = right[node];
                    double nearest = square(near, x, y, z);
                    double farther = square(far, x, y, z);
                    boolean swap = farther < nearest;
                    found.nodes[depth] = swap ? near : far;
                    found.squares[depth++] = swap ? nearest : farther;
                    node = swap ? far : near;
                    square = swap ? farther : nearest;
                    continue;
                }
            }
            if (depth == 0) {
                return;
            }
            node = found.nodes[--depth];
            square = found.squares[depth];
        }
    }

    private void search(int leaf, double x, double y, double z, ClosestPoint found) {
        for (int t = -1 - right[leaf]; t < end[leaf]; t++) {
            double square = Triangle.closest(corners, 9 * t, x, y, z, found.candidate);
            if (square <= found.square) {
                found.square = square;
                found.triangle = order[t];
                System.arraycopy(found.candidate, 0, found.point, 0, 3);
            }
        }
    }

    /** The square of the distance to the box of a node. */
    private double square(int node, double x, double y, double z) {
        int at = 6 * node;
        double dx = Math.max(0, Math.max(boxes[at] - x, x - boxes[at + 3]));
        double dy = Math.max(0, Math.max(boxes[at + 1] - y, y - boxes[at + 4]));
        double dz = Math.max(0, Math.max(boxes[at + 2] - z, z - boxes[at + 5]));
        return dx * dx + dy * dy + dz * dz;
    }

    /**
     * {@return how often the surface winds around a point: 1 inside and 0 outside of a closed one that faces outwards, with an error
     * of up to about 0.03; near a hole something in between}
     */
    public double winding(double x, double y, double z) {
        double sum = 0;
        int[] nodes = new int[64];
        int depth = 1;
        while (depth > 0) {
            int node = nodes[--depth];
            if (dipoles.isDistant(node, DISTANT, x, y, z)) {
                sum += dipoles.solidAngle(node, x, y, z);
            } else if (right[node] >= 0) {
                nodes[depth++] = right[node];
                nodes[depth++] = node + 1;
            } else {
                for (int t = -1 - right[node]; t < end[node]; t++) {
                    sum += Triangle.solidAngle(corners, 9 * t, x, y, z);
                }
            }
        }
        return sum / (4 * Math.PI);
    }
}
