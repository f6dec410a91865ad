package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Weighted sums along rays on the host. For three values a sample, 16 bytes and 6 operations forward. */
final class HostAccumulate implements FusedOperation {
    private static final ThreadLocal<HostSums> SUMS = ThreadLocal.withInitial(HostSums::new);

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("s, s c, offsets", inputs);
        NDArray sums = HostSums.create(inputs[1], inputs[2]);
        MemorySegment weights = Storage.of(inputs[0]);
        MemorySegment values = Storage.of(inputs[1]);
        MemorySegment out = Storage.of(sums);
        RayBundle.each(inputs[2], rays -> SUMS.get().forward(rays, rays.load(weights, 1, new float[0]), values, out));
        return new NDArray[] {sums};
    }

    @Override
    public int differentiable(int inputs) {
        return 2;
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        @Nullable MemorySegment[] in = Storage.ofAll(inputs);
        @Nullable MemorySegment[] dIn = Storage.ofAll(inputGradients);
        MemorySegment dSums = Storage.of(outputGradients[0]);
        RayBundle.each(inputs[2], rays -> {
            float[] weight = rays.load(in[0], 1, new float[0]);
            float[] dWeight = dIn[0] == null ? new float[rays.samples()] : rays.load(dIn[0], 1, new float[0]);
            SUMS.get().adjoint(rays, weight, in[1], dSums, dWeight, dIn[1]);
            if (dIn[0] != null) {
                rays.store(dWeight, dIn[0], 1);
            }
        });
    }
}
