package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.ShapeContract;
import java.util.List;
import java.util.Map;

/**
 * Ray marching on the device in two passes, one warp a ray: count, sum up, write. The sum's last entry is read back,
 * which waits for the device once.
 *
 * <p>A ray costs 28 bytes and 4 for its count, in each pass a byte of the occupancy grid (which stays in the
 * second-level cache) and about 35 operations for each lattice point inside the box, and 24 bytes for each sample kept.
 */
final class CudaMarch {
    private final CudaRuntime runtime;
    private final CudaProgram program;

    CudaMarch(CudaRuntime runtime) {
        this.runtime = runtime;
        this.program = runtime.program("march.cu", definitions(), "--fmad=false");
    }

    /** Constants of the source. */
    static Map<String, String> definitions() {
        return Map.of("THIN", "" + MarchRegion.THIN, "GOLDEN", (float) MarchRegion.GOLDEN + "f");
    }

    Samples march(NDArray origins, NDArray directions, NDArray jitter, NDArray occupied, MarchRegion region) {
        assert ShapeContract.match("r 3, r 3, r, z c c", origins, directions, jitter, occupied);
        int rays = Math.toIntExact(origins.getShape().get(0));
        NDManager manager = origins.getManager();
        List<Object> given = given(rays, origins, directions, jitter, occupied, region);
        CudaProgram.Grid grid = CudaRuntime.warps(rays);
        NDArray offsets = offsets(grid, given, rays, manager);
        int samples = offsets.getInt(rays);
        NDArray owners = manager.create(new Shape(samples), DataType.INT32, runtime.device());
        NDArray positions = runtime.create(manager, samples, 3);
        NDArray t = runtime.create(manager, samples);
        NDArray delta = runtime.create(manager, samples);
        List<Long> integers = List.of(runtime.integers(offsets), runtime.integers(owners));
        program.launch("march_write", grid, runtime.arguments(FLOAT32, given, integers, positions, t, delta));
        return new Samples(offsets, owners, positions, t, delta);
    }

    private NDArray offsets(CudaProgram.Grid grid, List<Object> given, int rays, NDManager manager) {
        try (NDArray counts = manager.zeros(new Shape(rays + 1), DataType.INT32)) {
            long second = runtime.integers(counts) + Integer.BYTES;
            program.launch("march_count", grid, runtime.arguments(FLOAT32, given, second));
            try (NDArray sums = counts.cumSum(0)) {
                return sums.toType(DataType.INT32, true);
            }
        }
    }

    private List<Object> given(
            int rays, NDArray origins, NDArray directions, NDArray jitter, NDArray occupied, MarchRegion region) {
        float[] low = region.min();
        float[] size = region.size();
        return List.of(
                List.of(rays, origins, directions, jitter, runtime.address(occupied, DataType.UINT8)),
                List.of(low[0], low[1], low[2], size[0], size[1], size[2], region.near(), region.step()),
                List.of(region.cone(), region.levels()),
                List.of(Math.toIntExact(occupied.getShape().get(1)), region.thinned() ? 1 : 0));
    }
}
