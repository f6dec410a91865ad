package io.fieldwork.fields.mesh;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;

/**
 * Marching cubes (Lorensen, Cline 1987) with cases that fit together ({@link CubeCases}), on a lattice of which only the cells near the surface
 * are evaluated ({@link SparseLattice}). A vertex lies on an edge of the lattice where the sign changes, and is moved along
 * it to where the function is zero. It keeps a thousandth of the edge from its ends, so that no two vertices are one.
 */
public final class MarchingCubes {
    private static final double KEPT = 1e-3;
    private static final int STEPS = 3;
    private static final int BLOCK = SparseLattice.BRICK + 1;

    private final LevelFunction function;
    private final SparseLattice lattice;
    private final LongIndex edges = new LongIndex(1 << 12);
    private double[] near = new double[1 << 12];
    private double[] far = new double[1 << 12];
    private int[] triangles = new int[3 << 12];
    private double[] middles = new double[3 << 8];
    private int middleCount;
    private int corners;
    private int cuts;

    private MarchingCubes(LevelFunction function, SparseLattice lattice) {
        this.function = function;
        this.lattice = lattice;
    }

    /**
     * {@return the surface in a box where a function is zero} It is the same whatever the number of threads.
     *
     * @param function negative inside
     * @param box to look in
     * @param resolution cells along its longest side
     * @param lipschitz bound of how much the function changes along a unit of way: 1 for a distance or a lower bound of one,
     *     somewhat more for a learned one; infinite for a function of which nothing is known, which is evaluated everywhere
     * @throws UserError if the function is zero nowhere, or has no number somewhere
     */
    public static LevelSurface surface(LevelFunction function, Box box, int resolution, double lipschitz) {
        UserError.require(resolution >= 2 && resolution <= 2048, "The resolution", resolution, "2 to 2048 cells");
        SparseLattice lattice = new SparseLattice(function, box, resolution, lipschitz);
        MarchingCubes cubes = new MarchingCubes(function, lattice);
        cubes.march();
        if (cubes.corners == 0) {
            throw new UserError(
                    "The function is zero nowhere in the box [%s %s %s] to [%s %s %s], seen at %d cells along its longest side."
                            .formatted(
                                    box.minX(),
                                    box.minY(),
                                    box.minZ(),
                                    box.maxX(),
                                    box.maxY(),
                                    box.maxZ(),
                                    resolution));
        }
        long evaluations = lattice.evaluations() + (long) STEPS * cubes.edges.size();
        return new LevelSurface(cubes.mesh(), box, cubes.cuts, evaluations);
    }

    /** {@return the surface of a function that changes by at most one along a unit of way, such as a distance} */
    public static LevelSurface surface(LevelFunction distance, Box box, int resolution) {
        return surface(distance, box, resolution, 1);
    }

    private void march() {
        float[] block = new float[BLOCK * BLOCK * BLOCK];
        for (int brick = 0; brick < lattice.size(); brick++) {
            lattice.load(brick, block);
            int x = lattice.corner(brick, 0);
            int y = lattice.corner(brick, 1);
            int z = lattice.corner(brick, 2);
            for (int k = z; k < Math.min(z + SparseLattice.BRICK, lattice.cells[2]); k++) {
                for (int j = y; j < Math.min(y + SparseLattice.BRICK, lattice.cells[1]); j++) {
                    for (int i = x; i < Math.min(x + SparseLattice.BRICK, lattice.cells[0]); i++) {
                        cell(block, i - x + BLOCK * (j - y + BLOCK * (k - z)), i, j, k);
                    }
                }
            }
        }
    }

    private static int offset(int corner) {
        return (corner & 1) + BLOCK * ((corner >> 1 & 1) + BLOCK * (corner >> 2));
    }

    private void cell(float[] block, int at, int i, int j, int k) {
        int signs = 0;
        for (int corner = 0; corner < 8; corner++) {
            signs |= block[at + offset(corner)] < 0 ? 1 << corner : 0;
        }
        if (signs == 0 || signs == 255) {
            return;
        }
        int[] number = new int[12 + 4];
        int[][] loops = CubeCases.loops(signs);
        for (int[] loop : loops) {
            for (int edge : loop) {
                number[edge] = vertex(block, at, i, j, k, edge);
            }
        }
        for (int corner : CubeCases.triangles(signs)) {
            if (corner >= CubeCases.MIDDLE && number[corner] == 0) {
                number[corner] = -1 - middle(number, loops[corner - CubeCases.MIDDLE]);
            }
            triangles = room(triangles, corners + 1);
            triangles[corners++] = number[corner];
        }
    }

    /** The vertex on an edge of a cell; its values are those of the cell that comes first. */
    private int vertex(float[] block, int at, int i, int j, int k, int edge) {
        int start = CubeCases.start(edge);
        int axis = edge / 4;
        int[] corner = {i + (start & 1), j + (start >> 1 & 1), k + (start >> 2)};
        int before = edges.size();
        int number = edges.add(3 * lattice.key(corner[0], corner[1], corner[2]) + axis);
        if (number == before) {
            near = room(near, number + 1);
            far = room(far, number + 1);
            near[number] = block[at + offset(start)];
            far[number] = block[at + offset(start | 1 << axis)];
            for (int other = 1; other < 3; other++) {
                int across = (axis + other) % 3;
                if (corner[across] == 0 || corner[across] == lattice.cells[across]) {
                    cuts++;
                    break;
                }
            }
        }
        return number;
    }

    /** Remembers the loop around a vertex that is to be in its middle: its first vertices, and how many. */
    private int middle(int[] number, int[] loop) {
        middles = room(middles, 13 * (middleCount + 1));
        middles[13 * middleCount] = loop.length;
        for (int i = 0; i < loop.length; i++) {
            middles[13 * middleCount + 1 + i] = number[loop[i]];
        }
        return middleCount++;
    }

    private TriangleMesh mesh() {
        int count = edges.size();
        double[] shares = shares(count);
        double[] vertices = Arrays.copyOf(points(shares, count), 3 * (count + middleCount));
        for (int m = 0; m < middleCount; m++) {
            int length = (int) middles[13 * m];
            for (int i = 0; i < 3 * length; i++) {
                vertices[3 * (count + m) + i % 3] += vertices[3 * (int) middles[13 * m + 1 + i / 3] + i % 3] / length;
            }
        }
        int[] numbers = Arrays.copyOf(triangles, corners);
        for (int i = 0; i < corners; i++) {
            numbers[i] = numbers[i] < 0 ? count - 1 - numbers[i] : numbers[i];
        }
        return new TriangleMesh(vertices, numbers);
    }

    /** How far along its edge each vertex is, by the false position (the Illinois variant) between the ends. */
    private double[] shares(int count) {
        double[] low = new double[count];
        double[] high = new double[count];
        double[] share = new double[count];
        double[] values = new double[count];
        Arrays.fill(high, 1);
        for (int step = 0; ; step++) {
            for (int i = 0; i < count; i++) {
                double t = low[i] + (high[i] - low[i]) * (near[i] / (near[i] - far[i]));
                share[i] = Math.clamp(Double.isNaN(t) ? 0.5 : t, KEPT, 1 - KEPT);
            }
            if (step == STEPS) {
                return share;
            }
            function.at(points(share, count), count, values);
            for (int i = 0; i < count; i++) {
                if (values[i] < 0 == near[i] < 0) {
                    far[i] /= low[i] > 0 ? 2 : 1;
                    low[i] = share[i];
                    near[i] = values[i];
                } else {
                    near[i] /= high[i] < 1 ? 2 : 1;
                    high[i] = share[i];
                    far[i] = values[i];
                }
            }
        }
    }

    /** The places of vertices, so far along their edges. */
    private double[] points(double[] share, int count) {
        double[] points = new double[3 * count];
        long nx = lattice.cells[0] + 1L;
        long ny = lattice.cells[1] + 1L;
        for (int i = 0; i < count; i++) {
            long key = edges.key(i) / 3;
            int axis = (int) (edges.key(i) % 3);
            points[3 * i] = lattice.place(0, key % nx + (axis == 0 ? share[i] : 0));
            points[3 * i + 1] = lattice.place(1, key / nx % ny + (axis == 1 ? share[i] : 0));
            points[3 * i + 2] = lattice.place(2, key / nx / ny + (axis == 2 ? share[i] : 0));
        }
        return points;
    }

    private static double[] room(double[] array, int size) {
        return size <= array.length ? array : Arrays.copyOf(array, Math.max(size, 2 * array.length));
    }

    private static int[] room(int[] array, int size) {
        return size <= array.length ? array : Arrays.copyOf(array, 2 * array.length);
    }
}
