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
 * <p>Before the first update every cell is occupied and thin. The updates of the first 256 steps look at all cells; later ones
 * at a sixteenth of all cells, drawn uniformly, and as many of the occupied ones.
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
              near = torch.max_pool3d(torch.unsqueeze(torch.to(full, threshold.dtype), 0), [3, 3, 3], [1, 1, 1], [1, 1, 1])
              return torch.copy_(occupied, torch.mul(torch.squeeze(near, 0), torch.add(thin, 1)))

            def full(self, occupied: Tensor) -> Tensor:
              return torch.reshape(torch.nonzero(torch.flatten(occupied)), [-1])
            """;

    private final Box box;
    private final int resolution;
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
        this.step = options.step(box);
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, UPDATE);
        long r = resolution;
        this.threshold = manager.create(options.occupancyThreshold().floatValue());
        this.grid = manager.zeros(new Shape(r * r * r));
        this.occupied = manager.full(new Shape(r, r, r), MarchRegion.THIN, DataType.UINT8);
        Scopes.keep(threshold, grid, occupied);
    }

    /** The occupied cells as uint8 [R, R, R], indexed (z, y, x): 1, or {@link MarchRegion#THIN} up to the threshold. */
    NDArray occupied() {
        return occupied;
    }

    /** A copy of the present grid that tells whether points lie in occupied cells; empty outside the box. */
    Occupancy occupancy() {
        byte[] cells = occupied.toByteArray();
        float[] low = box.min();
        float[] size = box.size();
        return (x, y, z) -> {
            int i = (int) Math.floor((x - low[0]) / size[0] * resolution);
            int j = (int) Math.floor((y - low[1]) / size[1] * resolution);
            int k = (int) Math.floor((z - low[2]) / size[2] * resolution);
            boolean inside = Math.min(i, Math.min(j, k)) >= 0 && Math.max(i, Math.max(j, k)) < resolution;
            return inside && cells[i + resolution * (j + resolution * k)] != 0;
        };
    }

    /** Updates the grid with a medium's density if an update is due after these steps. */
    void update(long step, long seed, Medium medium) {
        if (step == 0 || step % INTERVAL != 0) {
            return;
        }
        Draws draws = Draws.of(seed, "occupancy", step);
        int[] cells = step < WARM_UP
                ? IntStream.range(0, resolution * resolution * resolution).toArray()
                : drawn(draws);
        script.call("decay", grid);
        for (int first = 0; first < cells.length; first += CHUNK) {
            probe(cells, first, Math.min(CHUNK, cells.length - first), draws, medium);
        }
        script.call("classify", grid, occupied, threshold);
    }

    private int[] drawn(Draws draws) {
        int[] full =
                script.call("full", occupied)[0].toType(DataType.INT32, false).toIntArray();
        int all = resolution * resolution * resolution;
        int half = all / SHARE;
        return IntStream.range(0, full.length == 0 ? half : 2 * half)
                .map(i -> i < half ? (int) draws.below(-1L - i, all) : full[(int) draws.below(-1L - i, full.length)])
                .toArray();
    }

    private void probe(int[] cells, int first, int count, Draws draws, Medium medium) {
        float[] positions = new float[3 * count];
        long[] rows = new long[count];
        float[] low = box.min();
        float[] size = box.size();
        for (int i = 0; i < count; i++) {
            int cell = cells[first + i];
            rows[i] = cell;
            int[] index = {cell % resolution, cell / resolution % resolution, cell / resolution / resolution};
            for (int k = 0; k < 3; k++) {
                float jitter = draws.uniform(3L * (first + i) + k);
                positions[3 * i + k] = low[k] + size[k] * (index[k] + jitter) / resolution;
            }
        }
        try (NDManager chunk = manager.newSubManager();
                Tape off = Tape.forwardOnly()) {
            NDArray x = chunk.create(positions, new Shape(count, 3));
            NDArray thickness = medium.geometry(off, x).density().mul(step);
            script.call("lift", grid, chunk.create(rows), thickness);
        }
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
