package io.fieldwork.fields.mesh;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The values of a function at the corners of those cells of a lattice that can hold its zeros. Cells are taken together in bricks of 4 a side, in
 * ever larger blocks above them; a block is left out where the value at its middle is larger than the function can change from there
 * to its corners.
 */
final class SparseLattice {
    /** Cells along a side of a brick. */
    static final int BRICK = 4;

    private static final int CORNERS = BRICK * BRICK * BRICK;
    private static final int CHUNK = 1 << 16;
    private static final double HALF_DIAGONAL = Math.sqrt(3) / 2;
    /** What rounding may add to a value, as a share of the bound. */
    private static final double SLACK = 1 + 1e-6;

    private final LevelFunction function;
    private final Box box;
    private final double lipschitz;
    /** Cells along each axis. */
    final int[] cells = new int[3];

    final double side;
    private final int[] bricks = new int[3];
    private final int[] numbers;
    private final int[] active;
    private final float[] values;
    private final LongIndex beside = new LongIndex(1 << 10);
    private final float[] besideValues;
    private final double[] points = new double[3 * CHUNK];
    private final double[] found = new double[CHUNK];
    private int pending;
    private long evaluations;

    SparseLattice(LevelFunction function, Box box, int resolution, double lipschitz) {
        this.function = function;
        this.box = box;
        this.lipschitz = lipschitz;
        side = (double) box.longest() / resolution;
        float[] size = box.size();
        for (int k = 0; k < 3; k++) {
            cells[k] = Math.max(1, (int) Math.ceil(size[k] / side - 1e-6));
            bricks[k] = Math.ceilDiv(cells[k] + 1, BRICK);
        }
        numbers = new int[Math.multiplyExact(Math.multiplyExact(bricks[0], bricks[1]), bricks[2])];
        active = candidates();
        Arrays.sort(active);
        Arrays.fill(numbers, -1);
        for (int i = 0; i < active.length; i++) {
            numbers[active[i]] = i;
        }
        values = new float[Math.multiplyExact(CORNERS, active.length)];
        evaluateBricks();
        besideValues = evaluateBeside();
    }

    /** The number of bricks that can hold the surface. */
    int size() {
        return active.length;
    }

    long evaluations() {
        return evaluations;
    }

    /** The first corner of a brick along an axis. */
    int corner(int brick, int axis) {
        int at = active[brick];
        return BRICK
                * switch (axis) {
                    case 0 -> at % bricks[0];
                    case 1 -> at / bricks[0] % bricks[1];
                    default -> at / bricks[0] / bricks[1];
                };
    }

    /** One number for each corner of the lattice. */
    long key(int i, int j, int k) {
        return i + (cells[0] + 1L) * (j + (cells[1] + 1L) * k);
    }

    /** The place of corners along an axis. */
    double place(int axis, double corner) {
        return box.min()[axis] + corner * side;
    }

    /** The values at the (BRICK + 1)^3 corners of the cells of a brick, x fastest; those beyond the lattice are left as they are. */
    void load(int brick, float[] block) {
        int x = corner(brick, 0);
        int y = corner(brick, 1);
        int z = corner(brick, 2);
        int at = 0;
        for (int k = z; k <= z + BRICK; k++) {
            for (int j = y; j <= y + BRICK; j++) {
                for (int i = x; i <= x + BRICK; i++, at++) {
                    if (i <= cells[0] && j <= cells[1] && k <= cells[2]) {
                        block[at] = value(i, j, k);
                    }
                }
            }
        }
    }

    private float value(int i, int j, int k) {
        int owner = numbers[owner(i, j, k)];
        return owner >= 0 ? values[CORNERS * owner + local(i, j, k)] : besideValues[beside.find(key(i, j, k))];
    }

    private int owner(int i, int j, int k) {
        return i / BRICK + bricks[0] * (j / BRICK + bricks[1] * (k / BRICK));
    }

    private static int local(int i, int j, int k) {
        return i % BRICK + BRICK * (j % BRICK + BRICK * (k % BRICK));
    }

    /** The bricks that can hold the surface, found from large blocks down. */
    private int[] candidates() {
        int levels = 0;
        while (BRICK << levels + 1 <= Arrays.stream(cells).max().orElseThrow() / BRICK) {
            levels++;
        }
        int top = (1 << levels) - 1;
        int[] blocks = IntStream.range(0, numbers.length)
                .filter(brick -> isFirst(brick, top))
                .toArray();
        for (int level = levels; level >= 0; level--) {
            int width = 1 << level;
            blocks = level == levels ? blocks : divided(blocks, width);
            blocks = Double.isInfinite(lipschitz) ? blocks : kept(blocks, width);
        }
        return blocks;
    }

    /** Whether a brick is the first one of a block, whose width less one is given. */
    private boolean isFirst(int brick, int mask) {
        int x = brick % bricks[0];
        int y = brick / bricks[0] % bricks[1];
        int z = brick / bricks[0] / bricks[1];
        return ((x | y | z) & mask) == 0;
    }

    /** The blocks of some width in bricks that lie in blocks of twice the width. */
    private int[] divided(int[] blocks, int width) {
        return Arrays.stream(blocks)
                .flatMap(block -> IntStream.range(0, 8)
                        .filter(c -> lies(block, c, width))
                        .map(c -> block + width * ((c & 1) + bricks[0] * ((c >> 1 & 1) + bricks[1] * (c >> 2)))))
                .toArray();
    }

    private boolean lies(int block, int child, int width) {
        return block % bricks[0] + width * (child & 1) < bricks[0]
                && block / bricks[0] % bricks[1] + width * (child >> 1 & 1) < bricks[1]
                && block / bricks[0] / bricks[1] + width * (child >> 2) < bricks[2];
    }

    private int[] kept(int[] blocks, int width) {
        double reach = lipschitz * SLACK * HALF_DIAGONAL * BRICK * width * side;
        int[] kept = new int[blocks.length];
        int count = 0;
        for (int first = 0; first < blocks.length; first += CHUNK) {
            int length = Math.min(CHUNK, blocks.length - first);
            for (int i = 0; i < length; i++) {
                int at = blocks[first + i];
                point(i, 0, BRICK * (at % bricks[0] + width / 2.0));
                point(i, 1, BRICK * (at / bricks[0] % bricks[1] + width / 2.0));
                point(i, 2, BRICK * (at / bricks[0] / bricks[1] + width / 2.0));
            }
            evaluate(length);
            for (int i = 0; i < length; i++) {
                if (Math.abs(found[i]) <= reach) {
                    kept[count++] = blocks[first + i];
                }
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private void point(int i, int axis, double corner) {
        points[3 * i + axis] = place(axis, corner);
    }

    private void evaluate(int count) {
        function.at(points, count, found);
        evaluations += count;
        for (int i = 0; i < count; i++) {
            if (Double.isNaN(found[i])) {
                throw new UserError("The function has no number at (%s, %s, %s), so that its surface cannot be found."
                        .formatted((float) points[3 * i], (float) points[3 * i + 1], (float) points[3 * i + 2]));
            }
        }
    }

    private void evaluateBricks() {
        int[] targets = new int[CHUNK];
        for (int brick = 0; brick < active.length; brick++) {
            for (int c = 0; c < CORNERS; c++) {
                int i = corner(brick, 0) + c % BRICK;
                int j = corner(brick, 1) + c / BRICK % BRICK;
                int k = corner(brick, 2) + c / BRICK / BRICK;
                if (i <= cells[0] && j <= cells[1] && k <= cells[2]) {
                    put(i, j, k, CORNERS * brick + c, targets, values);
                }
            }
        }
        flush(targets, values);
    }

    /** Corners of cells of active bricks that belong to bricks that are not. */
    private float[] evaluateBeside() {
        for (int brick = 0; brick < active.length; brick++) {
            int x = corner(brick, 0);
            int y = corner(brick, 1);
            int z = corner(brick, 2);
            for (int k = z; k <= Math.min(z + BRICK, cells[2]); k++) {
                for (int j = y; j <= Math.min(y + BRICK, cells[1]); j++) {
                    boolean face = k == z + BRICK || j == y + BRICK;
                    for (int i = face ? x : x + BRICK; i <= Math.min(x + BRICK, cells[0]); i++) {
                        if (numbers[owner(i, j, k)] < 0) {
                            beside.add(key(i, j, k));
                        }
                    }
                }
            }
        }
        float[] taken = new float[beside.size()];
        int[] targets = new int[CHUNK];
        for (int n = 0; n < taken.length; n++) {
            long key = beside.key(n);
            long row = key / (cells[0] + 1);
            put(
                    (int) (key % (cells[0] + 1)),
                    (int) (row % (cells[1] + 1)),
                    (int) (row / (cells[1] + 1)),
                    n,
                    targets,
                    taken);
        }
        flush(targets, taken);
        return taken;
    }

    /** Puts a corner down to be evaluated with others; its value goes to a place of an array. */
    private void put(int i, int j, int k, int target, int[] targets, float[] into) {
        point(pending, 0, i);
        point(pending, 1, j);
        point(pending, 2, k);
        targets[pending++] = target;
        if (pending == CHUNK) {
            flush(targets, into);
        }
    }

    private void flush(int[] targets, float[] into) {
        evaluate(pending);
        for (int i = 0; i < pending; i++) {
            into[targets[i]] = (float) found[i];
        }
        pending = 0;
    }
}
