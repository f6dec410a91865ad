package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hash encoding on the device. Sectors of levels go through the cache one after the other: a sector is as many levels as
 * fill 32 bytes of a point's features, so features are read and written in whole memory sectors.
 *
 * <p>For a point, a level and F features, the forward pass reads 32 F bytes of the table, writes 4 F and computes 16 F + 60
 * operations; the adjoint of the table reads 4 F and adds 32 F bytes in 8 reductions (vectors of 2 or 4 on compute
 * capability 9.0 and newer); the adjoint of the points reads 36 F. Each sector reads the point once (12 bytes).
 */
final class CudaHashGrid implements FusedOperation {
    private static final int SECTOR_FLOATS = 8;
    private static final int VECTOR_FLOATS = 4;

    private final CudaRuntime runtime;
    private final HashGridLayout layout;
    private final CudaProgram program;

    CudaHashGrid(CudaRuntime runtime, HashGridLayout layout) {
        this.runtime = runtime;
        this.layout = layout;
        this.program = runtime.program("hashgrid.cu", definitions(layout));
    }

    /** Constants of the source. */
    static Map<String, String> definitions(HashGridLayout layout) {
        String table = layout.all().stream()
                .map(l -> "{%sf, %du, %du, %du, %du}"
                        .formatted(l.scale(), l.resolution(), l.rows(), l.offset(), l.dense() ? 1 : 0))
                .collect(Collectors.joining(", "));
        return Map.of(
                "FEATURES", Integer.toString(layout.features()),
                "LEVELS", Integer.toString(layout.levels()),
                "LEVEL_TABLE", table);
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("n 3, " + layout.rows() + " " + layout.features(), inputs);
        int points = Math.toIntExact(inputs[0].getShape().get(0));
        NDArray features = runtime.create(inputs[0].getManager(), points, layout.width());
        program.launch(
                "hash_forward",
                sectors(points),
                runtime.arguments(FLOAT32, points, inputs[0], table(inputs[1]), features));
        return new NDArray[] {features};
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        NDArray gradient = outputGradients[0];
        if (gradient == null) {
            return;
        }
        int points = Math.toIntExact(inputs[0].getShape().get(0));
        NDArray x = inputs[0];
        long given = aligned(gradient, layout.width());
        if (inputGradients[1] != null) {
            program.launch(
                    "hash_table_adjoint",
                    sectors(points),
                    runtime.arguments(FLOAT32, points, x, given, table(inputGradients[1])));
        }
        if (inputGradients[0] != null) {
            program.launch(
                    "hash_point_adjoint",
                    CudaRuntime.each(points),
                    runtime.arguments(FLOAT32, points, x, table(inputs[1]), given, inputGradients[0]));
        }
    }

    private long table(NDArray table) {
        return aligned(table, layout.features());
    }

    /** Rows are read in the widest vectors that divide them. */
    private long aligned(NDArray array, int row) {
        int vector = Math.min(VECTOR_FLOATS, Integer.lowestOneBit(row));
        return CudaRuntime.aligned(runtime.floats(array), vector * Float.BYTES);
    }

    private CudaProgram.Grid sectors(int points) {
        int levels = Math.max(1, SECTOR_FLOATS / layout.features());
        return CudaRuntime.each(points).rows((layout.levels() + levels - 1) / levels);
    }
}
