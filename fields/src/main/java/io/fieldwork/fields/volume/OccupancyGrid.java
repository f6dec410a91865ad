package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.kernel.MarchRegion;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An occupancy grid, the cells of the box that are worth sampling: a decaying maximum of the optical thickness of one
 * step in each cell (instant-ngp, section E.2 of its supplement; nerfacc). Every 16 steps it becomes max(0.95 old,
 * sigma step) at a random point of the cell; a cell is full unless its value is at most min(threshold, mean of all
 * values), so cells without a number are full, and training sees them. Occupied are the full cells and the 26 around
 * each: what is still missing at the end of a thin part gets samples, and with them a gradient, and can grow. Occupied cells whose value
 * is up to the threshold are thin.
 *
 * <p>With more levels than one, level k has as many cells for the box 2^k times as large around the same middle, where steps count as 2^k times as long.
 * What a smaller level holds is of no use there. The cells of a level follow those of the one before along z.
 *
 * <p>Before the first update every cell is occupied and thin. The first update looks at all cells, those of the first 256 steps at every n-th of n
 * levels in turn; later ones
 * at a sixteenth of as many cells as a level has, drawn uniformly from all, and as many of the occupied ones.
 */
final class OccupancyGrid implements AutoCloseable {
    private static final int INTERVAL = 16;
    private static final int WARM_UP = 256;
    private static final int SHARE = 16;
    private static final int CHUNK = 1 << 16;
    private static final String UPDATE = """
            def lift(self, grid: Tensor, cells: Tensor, sigma: Tensor) -> Tensor:
              return torch.copy_(grid, torch.scatter_reduce(grid, 0, cells, sigma, "amax", include_self=True))

            def decay(self, grid: Tensor) -> Tensor:
              return torch.mul_(grid, 0.95)

            def classify(self, grid: Tensor, occupied: Tensor, threshold: Tensor) -> Tensor:
              limit = torch.minimum(torch.mean(grid), threshold)
              full = torch.reshape(torch.logical_not(torch.le(grid, limit)), torch.size(occupied))
              thin = torch.reshape(torch.le(grid, threshold), torch.size(occupied))
              side = torch.size(occupied, 1)
              levels = torch.reshape(torch.to(full, threshold.dtype), [-1, side, side, side])
              near = torch.max_pool3d(levels, [3, 3, 3], [1, 1, 1], [1, 1, 1])
              return torch.copy_(occupied, torch.mul(torch.reshape(near, torch.size(occupied)), torch.add(thin, 1)))

            def full(self, occupied: Tensor) -> Tensor:
              return torch.reshape(torch.nonzero(torch.flatten(occupied)), [-1])
            """;

    private final Box box;
    private final int resolution;
    private final int levels;
    private final float step;
    private final NDManager manager;
    private final Script script;
    private final NDArray threshold;
    private final NDArray grid;
    private final NDArray occupied;

    /** A grid in which every cell is occupied; a sub-manager of the device's manager owns it. */
    OccupancyGrid(NDManager owner, Box box, SamplingOptions options) {
        this.box = box;
        this.resolution = options.occupancyResolution();
        this.levels = options.levels();
        this.step = options.step(box);
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, UPDATE);
        long r = resolution;
        this.threshold = manager.create(options.occupancyThreshold().floatValue());
        this.grid = manager.zeros(new Shape(levels * r * r * r));
        this.occupied = manager.full(new Shape(levels * r, r, r), MarchRegion.THIN, DataType.UINT8);
        Scopes.keep(threshold, grid, occupied);
    }

    /** The occupied cells as uint8 [L R, R, R], indexed (level and z, y, x): 1, or {@link MarchRegion#THIN} up to the threshold. */
    NDArray occupied() {
        return occupied;
    }

    /** A copy of the present grid that tells whether points lie in occupied cells; empty outside the largest box. */
    Occupancy occupancy() {
        byte[] cells = occupied.toByteArray();
        float[] low = box.min();
        float[] size = box.size();
        return (x, y, z) -> {
            float[] unit = {(x - low[0]) / size[0], (y - low[1]) / size[1], (z - low[2]) / size[2]};
            int level = level(unit);
            return level < levels && cells[row(unit, level)] != 0;
        };
    }

    /** The first level whose box holds a point in sides of the smallest box. */
    private int level(float[] unit) {
        float far = 0;
        for (float each : unit) {
            far = Math.max(far, Math.abs(2 * each - 1));
        }
        int level = 0;
        while (level < levels && far > 1 << level) {
            level++;
        }
        return level;
    }

    private int row(float[] unit, int level) {
        int row = level;
        for (int k = 2; k >= 0; k--) {
            float own = (unit[k] - 0.5f) / (1 << level) + 0.5f;
            row = row * resolution + Math.clamp((int) (own * resolution), 0, resolution - 1);
        }
        return row;
    }

    /** Updates the grid with a medium's density if an update is due after these steps. */
    void update(long step, long seed, Medium medium) {
        if (step == 0 || step % INTERVAL != 0) {
            return;
        }
        Draws draws = Draws.of(seed, "occupancy", step);
        int[] cells = step < WARM_UP ? swept(step / INTERVAL) : drawn(draws);
        script.call("decay", grid);
        for (int first = 0; first < cells.length; first += CHUNK) {
            probe(cells, first, Math.min(CHUNK, cells.length - first), draws, medium);
        }
        script.call("classify", grid, occupied, threshold);
    }

    /** All cells, and after the first update one of as many as there are levels. */
    private int[] swept(long update) {
        int stride = update == 1 ? 1 : levels;
        int from = (int) (update % stride);
        return IntStream.range(0, (all() - from + stride - 1) / stride)
                .map(i -> from + i * stride)
                .toArray();
    }

    private int all() {
        return levels * resolution * resolution * resolution;
    }

    private int[] drawn(Draws draws) {
        int[] full =
                script.call("full", occupied)[0].toType(DataType.INT32, false).toIntArray();
        int all = all();
        int half = all / SHARE / levels;
        return IntStream.range(0, full.length == 0 ? half : 2 * half)
                .map(i -> i < half ? (int) draws.below(-1L - i, all) : full[(int) draws.below(-1L - i, full.length)])
                .toArray();
    }

    private void probe(int[] cells, int first, int count, Draws draws, Medium medium) {
        float[] positions = new float[3 * count];
        float[] steps = new float[count];
        long[] rows = new long[count];
        for (int i = 0; i < count; i++) {
            rows[i] = cells[first + i];
            steps[i] = place(cells[first + i], draws, 3L * (first + i), positions, 3 * i);
        }
        try (NDManager chunk = manager.newSubManager();
                Tape off = Tape.forwardOnly()) {
            NDArray x = chunk.create(positions, new Shape(count, 3));
            NDArray thickness = medium.geometry(off, x).density().mul(chunk.create(steps));
            script.call("lift", grid, chunk.create(rows), thickness);
        }
    }

    /** Writes a random place in a cell; the length of a step there. */
    private float place(int cell, Draws draws, long draw, float[] to, int at) {
        int scale = 1 << cell / resolution / resolution / resolution;
        int rest = cell;
        for (int k = 0; k < 3; k++) {
            float unit = (rest % resolution + draws.uniform(draw + k)) / resolution;
            float own = scale == 1 ? unit : (unit - 0.5f) * scale + 0.5f;
            to[at + k] = box.min()[k] + box.size()[k] * own;
            rest /= resolution;
        }
        return step * scale;
    }

    /** The state for checkpoints: the values and the classification. */
    Map<String, NDArray> state() {
        return Map.of("occupancy/grid", grid, "occupancy/occupied", occupied);
    }

    void restore(Map<String, NDArray> state) {
        Storage.overwrite(grid, state.get("occupancy/grid"));
        Storage.overwrite(occupied, state.get("occupancy/occupied"));
    }

    @Override
    public void close() {
        manager.close();
    }
}
