package io.fieldwork.fields.mesh;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Decimation of a mesh by quadric error (Garland, Heckbert 1997): the edge that costs least becomes a vertex, again and again. A manifold stays
 * one, with as many components and handles, because an edge is kept where its ends have neighbours in common beside those of its
 * own triangles (the link condition); triangles do not turn over; borders are held by planes across them.
 */
public final class Decimation {
    /** Weight of a border's planes. */
    private static final double BORDER = 10;
    /** Cosine of the angle by which a triangle may turn. */
    private static final double TURN = 0.2;

    private final double[] points;
    private final int[] corners;
    /** The triangles around a vertex as a list of corners. */
    private final int[] first;

    private final int[] last;
    private final int[] next;
    private final int[] stamps;
    private final int[] marks;
    private final Quadrics quadrics;
    private final PriorityQueue<Candidate> heap;
    private final double[] best = new double[3];
    private final double[] before = new double[3];
    private final double[] after = new double[3];
    private int mark;
    private int left;

    private Decimation(TriangleMesh mesh) {
        points = mesh.vertices().clone();
        corners = mesh.triangles().clone();
        first = new int[mesh.vertexCount()];
        last = new int[first.length];
        next = new int[corners.length];
        stamps = new int[first.length];
        marks = new int[first.length];
        Arrays.fill(first, -1);
        Arrays.fill(next, -1);
        for (int c = 0; c < corners.length; c++) {
            append(corners[c], c, c);
        }
        quadrics = new Quadrics(first.length);
        heap = new PriorityQueue<>(Math.max(1, corners.length));
        left = mesh.triangleCount();
    }

    private void append(int vertex, int from, int to) {
        if (first[vertex] < 0) {
            first[vertex] = from;
        } else {
            next[last[vertex]] = from;
        }
        last[vertex] = to;
    }

    /**
     * {@return a mesh of about the same surface with at most so many triangles, or with more where no further edge can go}
     *
     * @param mesh a manifold, perhaps with borders
     * @param triangles number that is wanted
     */
    public static TriangleMesh to(TriangleMesh mesh, int triangles) {
        if (mesh.triangleCount() <= triangles) {
            return mesh;
        }
        Decimation decimation = new Decimation(mesh);
        decimation.measure(mesh);
        while (decimation.left > triangles && !decimation.heap.isEmpty()) {
            decimation.step();
        }
        return decimation.result();
    }

    private void measure(TriangleMesh mesh) {
        double[] normal = new double[3];
        for (int t = 0; t < mesh.triangleCount(); t++) {
            double area = mesh.normal(t, normal) / 2;
            for (int c = 3 * t; c < 3 * t + 3; c++) {
                quadrics.add(corners[c], normal, points, 3 * corners[c], area);
            }
        }
        for (int c = 0; c < corners.length; c++) {
            int from = corners[c];
            int to = corners[after(c)];
            if (shared(from, to) == 1) {
                mesh.normal(c / 3, normal);
                border(from, to, normal);
            }
        }
        for (int c = 0; c < corners.length; c++) {
            if (corners[c] < corners[after(c)] || shared(corners[c], corners[after(c)]) == 1) {
                offer(corners[c], corners[after(c)]);
            }
        }
    }

    private static int after(int corner) {
        return corner % 3 == 2 ? corner - 2 : corner + 1;
    }

    /** A plane through a border's edge, upright on its triangle. */
    private void border(int from, int to, double[] normal) {
        double[] across = new double[3];
        double square = 0;
        for (int k = 0; k < 3; k++) {
            int p = (k + 1) % 3;
            int q = (k + 2) % 3;
            across[k] = (points[3 * to + p] - points[3 * from + p]) * normal[q]
                    - (points[3 * to + q] - points[3 * from + q]) * normal[p];
            square += across[k] * across[k];
        }
        if (square > 0) {
            for (int k = 0; k < 3; k++) {
                across[k] /= Math.sqrt(square);
            }
            quadrics.add(from, across, points, 3 * from, BORDER * square);
            quadrics.add(to, across, points, 3 * from, BORDER * square);
        }
    }

    /** The number of triangles that have both vertices. */
    private int shared(int u, int v) {
        int count = 0;
        for (int c = first[u]; c >= 0; c = next[c]) {
            count += has(c / 3, v) ? 1 : 0;
        }
        return count;
    }

    private boolean has(int triangle, int vertex) {
        return corners[3 * triangle] == vertex
                || corners[3 * triangle + 1] == vertex
                || corners[3 * triangle + 2] == vertex;
    }

    /** An edge that may be collapsed, the cheapest first, and of equal ones that of the smaller ends; stale if its ends' stamps have changed. */
    private record Candidate(double cost, int from, int to, int stamp) implements Comparable<Candidate> {
        private static final Comparator<Candidate> ORDER = Comparator.comparingDouble(Candidate::cost)
                .thenComparingInt(Candidate::from)
                .thenComparingInt(Candidate::to);

        @Override
        public int compareTo(Candidate other) {
            return ORDER.compare(this, other);
        }
    }

    private void offer(int u, int v) {
        int from = Math.min(u, v);
        int to = Math.max(u, v);
        heap.add(new Candidate(quadrics.place(from, to, points, best), from, to, stamps[from] + stamps[to]));
    }

    private void step() {
        Candidate cheapest = heap.remove();
        int u = cheapest.from;
        int v = cheapest.to;
        boolean present = cheapest.stamp == stamps[u] + stamps[v] && first[u] >= 0 && first[v] >= 0;
        if (present && linked(u, v)) {
            quadrics.place(u, v, points, best);
            if (faithful(u, v) && faithful(v, u)) {
                collapse(u, v);
            }
        }
    }

    /** Whether the vertices have only those neighbours in common that their own triangles give them. */
    private boolean linked(int u, int v) {
        int triangles = shared(u, v);
        if (triangles == 0 || triangles > 2) {
            return false;
        }
        if (triangles == 2 && isOpen(u) && isOpen(v)) {
            return false;
        }
        mark += 2;
        int around = 0;
        for (int c = first[u]; c >= 0; c = next[c], around++) {
            for (int i = c - c % 3; i < c - c % 3 + 3; i++) {
                marks[corners[i]] = mark;
            }
        }
        int common = 0;
        for (int c = first[v]; c >= 0; c = next[c], around++) {
            for (int i = c - c % 3; i < c - c % 3 + 3; i++) {
                int other = corners[i];
                if (marks[other] == mark && other != u && other != v) {
                    marks[other] = mark + 1;
                    common++;
                }
            }
        }
        return common == triangles && around - 2 * triangles >= (triangles == 2 ? 3 : 1);
    }

    /** Whether a vertex is on a border: one of its edges has one triangle. */
    private boolean isOpen(int u) {
        for (int c = first[u]; c >= 0; c = next[c]) {
            if (shared(u, corners[after(c)]) == 1 || shared(u, corners[after(after(c))]) == 1) {
                return true;
            }
        }
        return false;
    }

    /** Whether no triangle of u without v turns over or loses its area if u moves to the best place. */
    private boolean faithful(int u, int v) {
        for (int c = first[u]; c >= 0; c = next[c]) {
            if (!has(c / 3, v)) {
                int b = 3 * corners[after(c)];
                int d = 3 * corners[after(after(c))];
                double was = normal(points, 3 * u, b, d, before);
                double is = normal(best, 0, b, d, after);
                double cosine = before[0] * after[0] + before[1] * after[1] + before[2] * after[2];
                if (!(is > 0) || was > 0 && cosine < TURN * was * is) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The normal of a triangle, as long as twice its area; gives that length. */
    private double normal(double[] a, int at, int b, int c, double[] out) {
        for (int k = 0; k < 3; k++) {
            int p = (k + 1) % 3;
            int q = (k + 2) % 3;
            out[k] = (points[b + p] - a[at + p]) * (points[c + q] - a[at + q])
                    - (points[b + q] - a[at + q]) * (points[c + p] - a[at + p]);
        }
        return Math.sqrt(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
    }

    /** Moves u to the best place, gives it the triangles of v, and takes away those of both. */
    private void collapse(int u, int v) {
        System.arraycopy(best, 0, points, 3 * u, 3);
        quadrics.merge(v, u);
        for (int c = first[u]; c >= 0; c = next[c]) {
            if (has(c / 3, v)) {
                remove(c / 3);
            }
        }
        for (int c = first[v]; c >= 0; c = next[c]) {
            corners[c] = u;
        }
        if (first[v] >= 0) {
            append(u, first[v], last[v]);
        }
        first[v] = -1;
        stamps[u]++;
        stamps[v]++;
        mark += 2;
        for (int c = first[u]; c >= 0; c = next[c]) {
            for (int i = c - c % 3; i < c - c % 3 + 3; i++) {
                int other = corners[i];
                if (other != u && marks[other] != mark) {
                    marks[other] = mark;
                    offer(u, other);
                }
            }
        }
    }

    /** Takes a triangle out of the lists of its vertices. */
    private void remove(int triangle) {
        for (int c = 3 * triangle; c < 3 * triangle + 3; c++) {
            int vertex = corners[c];
            int previous = -1;
            for (int at = first[vertex]; at != c; at = next[at]) {
                previous = at;
            }
            if (previous < 0) {
                first[vertex] = next[c];
            } else {
                next[previous] = next[c];
            }
            if (last[vertex] == c) {
                last[vertex] = previous;
            }
        }
        left--;
    }

    private TriangleMesh result() {
        boolean[] kept = new boolean[corners.length / 3];
        for (int start : first) {
            for (int c = start; c >= 0; c = next[c]) {
                kept[c / 3] = true;
            }
        }
        int[] all = new int[corners.length];
        int count = 0;
        for (int t = 0; t < kept.length; t++) {
            if (kept[t]) {
                System.arraycopy(corners, 3 * t, all, count, 3);
                count += 3;
            }
        }
        return new TriangleMesh(points, Arrays.copyOf(all, count)).compact();
    }
}
