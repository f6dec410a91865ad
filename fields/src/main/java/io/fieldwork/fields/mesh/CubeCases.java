package io.fieldwork.fields.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a surface crosses a cube, for each of the 256 signs of its corners. Corner c is at (c&1, c>>1&1, c>>2&1); edge 4 a + u + 2 v runs along
 * axis a, at u and v along the next two axes.
 *
 * <p>The surface meets a face of the cube in segments between its crossed edges. Around a face, each run of corners inside is cut off by
 * one segment; where two opposite corners are inside, they are so separated. That is decided by the face's own signs, so both
 * cubes at a face agree, and their segments run in opposite directions. In a cube each crossed edge ends one segment and begins
 * another: the segments are loops, and each loop is filled with triangles.
 *
 * <p>A diagonal between two edges of one face could be that of the cube behind the face as well, and would then have four triangles.
 * Loops are cut without such diagonals, and get a vertex in their middle where that cannot be. So an edge of the mesh has two triangles, one
 * from each side, unless it lies on the boundary of the lattice, and the triangles at a vertex are one fan through the four cubes of
 * its edge: the surface is a manifold whatever the values are.
 */
final class CubeCases {
    /** Number of the vertex in the middle of the first loop, after those on edges. */
    static final int MIDDLE = 12;

    private static final int[][][] LOOPS = new int[256][][];
    private static final int[][] TRIANGLES = new int[256][];

    static {
        for (int signs = 0; signs < 256; signs++) {
            LOOPS[signs] = trace(signs);
            List<int[]> triangles = new ArrayList<>();
            for (int loop = 0; loop < LOOPS[signs].length; loop++) {
                fill(LOOPS[signs][loop], MIDDLE + loop, triangles);
            }
            TRIANGLES[signs] = triangles.stream().flatMapToInt(Arrays::stream).toArray();
        }
    }

    private CubeCases() {}

    /** The loops of crossed edges; bit c of the signs says that corner c is inside. */
    static int[][] loops(int signs) {
        return LOOPS[signs];
    }

    /** Triples of edges, or of {@link #MIDDLE} and more, counterclockwise seen from outside. */
    static int[] triangles(int signs) {
        return TRIANGLES[signs];
    }

    /** The corner at which an edge begins; it ends at {@code start | 1 << edge / 4}. */
    static int start(int edge) {
        int axis = edge / 4;
        return (edge & 1) << (axis + 1) % 3 | (edge >> 1 & 1) << (axis + 2) % 3;
    }

    private static int edge(int a, int b) {
        int axis = Integer.numberOfTrailingZeros(a ^ b);
        int low = a & b;
        return 4 * axis + (low >> (axis + 1) % 3 & 1) + 2 * (low >> (axis + 2) % 3 & 1);
    }

    /** The corners of a face, counterclockwise seen from outside the cube. */
    private static int[] face(int axis, int side) {
        int u = 1 << (axis + 1) % 3;
        int v = 1 << (axis + 2) % 3;
        int at = side << axis;
        return side == 1 ? new int[] {at, at | u, at | u | v, at | v} : new int[] {at, at | v, at | u | v, at | u};
    }

    private static int[][] trace(int signs) {
        int[] next = new int[12];
        Arrays.fill(next, -1);
        for (int axis = 0; axis < 3; axis++) {
            for (int side = 0; side < 2; side++) {
                int[] face = face(axis, side);
                for (int k = 0; k < 4; k++) {
                    if (!inside(signs, face[k]) && inside(signs, face[k + 1 & 3])) {
                        next[edge(face[k], face[k + 1 & 3])] = leaving(signs, face, k + 1);
                    }
                }
            }
        }
        List<int[]> loops = new ArrayList<>();
        boolean[] done = new boolean[12];
        for (int first = 0; first < 12; first++) {
            if (next[first] >= 0 && !done[first]) {
                List<Integer> loop = new ArrayList<>();
                for (int at = first; !done[at]; at = next[at]) {
                    done[at] = true;
                    loop.add(at);
                }
                loops.add(loop.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        return loops.toArray(int[][]::new);
    }

    /** The edge where the run of inside corners from a place on leaves a face. */
    private static int leaving(int signs, int[] face, int from) {
        int k = from;
        while (inside(signs, face[k + 1 & 3])) {
            k++;
        }
        return edge(face[k & 3], face[k + 1 & 3]);
    }

    private static boolean inside(int signs, int corner) {
        return (signs >> corner & 1) == 1;
    }

    private static void fill(int[] loop, int middle, List<int[]> triangles) {
        List<int[]> cut = cut(loop, 0, loop.length - 1);
        if (cut != null) {
            triangles.addAll(cut);
            return;
        }
        for (int i = 0; i < loop.length; i++) {
            triangles.add(new int[] {loop[i], loop[(i + 1) % loop.length], middle});
        }
    }

    /** Triangles between two places of a loop and what lies between them, or null if they need a forbidden diagonal. */
    private static @Nullable List<int[]> cut(int[] loop, int from, int to) {
        if (to - from < 2) {
            return List.of();
        }
        for (int k = from + 1; k < to; k++) {
            if (allowed(loop, from, k) && allowed(loop, k, to)) {
                List<int[]> first = cut(loop, from, k);
                List<int[]> second = cut(loop, k, to);
                if (first != null && second != null) {
                    List<int[]> all = new ArrayList<>(first);
                    all.add(new int[] {loop[from], loop[k], loop[to]});
                    all.addAll(second);
                    return all;
                }
            }
        }
        return null;
    }

    /** Whether two places of a loop are neighbours, or their edges have no face in common. */
    private static boolean allowed(int[] loop, int i, int j) {
        boolean neighbours = j - i == 1 || i == 0 && j == loop.length - 1;
        return neighbours || !share(loop[i], loop[j]);
    }

    private static boolean share(int a, int b) {
        int ends = start(a) | 1 << a / 4;
        int others = start(b) | 1 << b / 4;
        for (int axis = 0; axis < 3; axis++) {
            boolean across = a / 4 != axis && b / 4 != axis;
            if (across && (ends >> axis & 1) == (others >> axis & 1)) {
                return true;
            }
        }
        return false;
    }
}
