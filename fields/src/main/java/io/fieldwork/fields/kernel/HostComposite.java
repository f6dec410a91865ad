package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Volume rendering on the host, a bundle of rays at a time: (sigma, delta, offsets) to weights and opacity, or (sigma, values,
 * delta, offsets) to weights, opacity and the weighted sums of the values. About 12 bytes and 10 operations a sample forward,
 * 24 bytes and 16 operations with three values; exponentials a vector at a time, transmittance in double precision.
 *
 * <p>Adjoint: with v_i = dL/dw_i + dL/dO and dL/dy . x_i added to dL/dw_i, dL/dsigma_i = delta_i (T_(i+1) v_i - sum over j > i
 * of w_j v_j), where that sum is T_(i+1) s_i with s_i = v_(i+1) + p_(i+1) (s_(i+1) - v_(i+1)) and p = exp(-sigma delta).
 */
final class HostComposite implements FusedOperation {
    private static final ThreadLocal<HostTransmittance> TRANSMITTANCE = ThreadLocal.withInitial(HostTransmittance::new);
    private static final ThreadLocal<HostSums> SUMS = ThreadLocal.withInitial(HostSums::new);

    @Override
    public NDArray[] forward(NDArray... inputs) {
        boolean summed = inputs.length == 4;
        assert ShapeContract.match(summed ? "s, s c, s, offsets" : "s, s, offsets", inputs);
        NDManager manager = inputs[0].getManager();
        NDArray offsets = inputs[inputs.length - 1];
        NDArray weights = manager.create(inputs[0].getShape(), DataType.FLOAT32);
        NDArray opacities = manager.create(new Shape(RayBundle.count(offsets)), DataType.FLOAT32);
        @Nullable NDArray sums = summed ? HostSums.create(inputs[1], offsets) : null;
        @Nullable MemorySegment[] in = Storage.ofAll(inputs);
        @Nullable MemorySegment[] out = Storage.ofAll(weights, opacities, sums);
        RayBundle.each(offsets, rays -> {
            HostTransmittance samples = TRANSMITTANCE.get();
            samples.load(rays, in[0], in[in.length - 2]);
            rays.storeRays(samples.weigh(rays), out[1], 1);
            rays.store(samples.weight, out[0], 1);
            if (summed) {
                SUMS.get().forward(rays, samples.weight, in[1], out[2]);
            }
        });
        return summed ? new NDArray[] {weights, opacities, sums} : new NDArray[] {weights, opacities};
    }

    @Override
    public int differentiable(int inputs) {
        return inputs - 2;
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        @Nullable MemorySegment[] in = Storage.ofAll(inputs);
        @Nullable MemorySegment[] dOut = Storage.ofAll(outputGradients);
        @Nullable MemorySegment[] dIn = Storage.ofAll(inputGradients);
        boolean summed = inputs.length == 4 && dOut[2] != null;
        RayBundle.each(inputs[inputs.length - 1], rays -> {
            HostTransmittance samples = TRANSMITTANCE.get();
            samples.load(rays, in[0], in[in.length - 2]);
            samples.loadGradients(rays, dOut[0]);
            samples.weigh(rays);
            if (summed) {
                SUMS.get().adjoint(rays, samples.weight, in[1], dOut[2], samples.dWeight, dIn[1]);
            }
            if (dIn[0] != null) {
                samples.differentiate(rays, dOut[1], dIn[0]);
            }
        });
    }
}
