package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A factorised grid on the device, four numbers of a row a thread, so that neighbouring threads read and add whole rows;
 * sums have a thread a point instead.
 *
 * <p>For a point and a plane times a line of rank R, the forward pass reads 24 R bytes of the table and writes 4 R, or
 * 4 if products are summed; the adjoint of the table reads 32 R and adds 24 R in reductions of four numbers; the adjoint
 * of the points reads 56 R.
 */
final class CudaFactorGrid implements FusedOperation {
    private static final int QUAD = 4;

    private final CudaRuntime runtime;
    private final FactorLayout layout;
    private final CudaProgram program;

    CudaFactorGrid(CudaRuntime runtime, FactorLayout layout) {
        this.runtime = runtime;
        this.layout = layout;
        this.program = runtime.program("factorgrid.cu", definitions(layout));
    }

    /** Constants of the source. */
    static Map<String, String> definitions(FactorLayout layout) {
        List<String> factors = new ArrayList<>();
        List<List<FactorLayout.Factor>> products = layout.products();
        for (int product = 0; product < products.size(); product++) {
            for (FactorLayout.Factor f : products.get(product)) {
                factors.add("{%d, %d, %d, %d, %d}".formatted(product, f.first(), f.second(), f.width(), f.offset()));
            }
        }
        return Map.of(
                "RANK", Integer.toString(layout.rank()),
                "WIDTH", Integer.toString(layout.width()),
                "SUMMED", layout.summed() ? "1" : "0",
                "FACTORS", Integer.toString(factors.size()),
                "FACTOR_TABLE", String.join(", ", factors),
                "VERTICES", "%d, %d, %d".formatted(layout.x(), layout.y(), layout.z()));
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        int points = check(inputs);
        NDArray results = runtime.create(inputs[0].getManager(), points, layout.width());
        program.launch(
                layout.summed() ? "factor_sums" : "factor_products",
                layout.summed()
                        ? CudaRuntime.each(points)
                        : quads(points, layout.form().products()),
                runtime.arguments(FLOAT32, points, inputs[0], aligned(inputs[1]), results));
        return new NDArray[] {results};
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        int points = check(inputs);
        NDArray given = outputGradients[0];
        if (given == null) {
            return;
        }
        long dy = layout.summed() ? runtime.floats(given) : aligned(given);
        long table = aligned(inputs[1]);
        if (inputGradients[1] != null) {
            program.launch(
                    "factor_table_adjoint",
                    quads(points, layout.factors().size()),
                    runtime.arguments(FLOAT32, points, inputs[0], table, dy, aligned(inputGradients[1])));
        }
        if (inputGradients[0] != null) {
            program.launch(
                    "factor_point_adjoint",
                    CudaRuntime.each(points),
                    runtime.arguments(FLOAT32, points, inputs[0], table, dy, inputGradients[0]));
        }
    }

    private int check(NDArray[] inputs) {
        assert ShapeContract.match("n 3, " + layout.rows() + " " + layout.rank(), inputs);
        return Math.toIntExact(inputs[0].getShape().get(0));
    }

    private long aligned(NDArray array) {
        return CudaRuntime.aligned(runtime.floats(array), QUAD * Float.BYTES);
    }

    private CudaProgram.Grid quads(int points, int rows) {
        return CudaRuntime.each((long) points * (layout.rank() / QUAD)).rows(rows);
    }
}
