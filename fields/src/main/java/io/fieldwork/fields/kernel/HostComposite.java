package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

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
 * Volume rendering of packed samples on the host, a bundle of rays at a time. About 24 bytes and 15 operations a sample
 * forward, exponentials a vector at a time, transmittance in double precision.
 *
 * <p>Adjoint (differentiate NeRF eq. 3): with g = dL/dC, h = dL/dO, k = dL/dD and the sample's value
 * v_i = g . c_i + h + k t_i, dL/dc_i = w_i g and dL/dsigma_i = delta_i (T_(i+1) v_i - sum over j > i of w_j v_j), where
 * that sum is T_(i+1) s_i with s_i = v_(i+1) + p_(i+1) (s_(i+1) - v_(i+1)) and p = exp(-sigma delta).
 */
final class HostComposite implements FusedOperation {
    private static final ThreadLocal<HostCompositeBundle> BUNDLE = ThreadLocal.withInitial(HostCompositeBundle::new);

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("s, s 3, s, s, offsets", inputs);
        int rays = rays(inputs);
        NDManager manager = inputs[0].getManager();
        NDArray[] outputs = {
            manager.create(new Shape(rays, 3), DataType.FLOAT32),
            manager.create(new Shape(rays), DataType.FLOAT32),
            manager.create(new Shape(rays), DataType.FLOAT32)
        };
        MemorySegment[] in = segments(inputs);
        MemorySegment[] out = segments(outputs);
        eachBundle(rays, (first, end) -> {
            HostCompositeBundle bundle = BUNDLE.get();
            bundle.load(in, first, end);
            for (int ray = first; ray < end; ray++) {
                bundle.render(ray - first);
                for (int c = 0; c < 3; c++) {
                    out[0].setAtIndex(JAVA_FLOAT, 3L * ray + c, bundle.pixel[c]);
                }
                out[1].setAtIndex(JAVA_FLOAT, ray, bundle.pixel[3]);
                out[2].setAtIndex(JAVA_FLOAT, ray, bundle.pixel[4]);
            }
        });
        return outputs;
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
        MemorySegment[] in = segments(inputs);
        @Nullable MemorySegment[] dOut = segments(outputGradients);
        @Nullable MemorySegment[] dIn = segments(inputGradients);
        eachBundle(rays(inputs), (first, end) -> {
            HostCompositeBundle bundle = BUNDLE.get();
            bundle.load(in, first, end);
            bundle.loadGradients(dIn[0], dIn[1]);
            for (int ray = first; ray < end; ray++) {
                for (int c = 0; c < 3; c++) {
                    bundle.pixel[c] = at(dOut[0], 3L * ray + c);
                }
                bundle.pixel[3] = at(dOut[1], ray);
                bundle.pixel[4] = at(dOut[2], ray);
                bundle.differentiate(ray - first);
            }
            bundle.storeGradients(dIn[0], dIn[1]);
        });
    }

    private static int rays(NDArray[] inputs) {
        return Math.toIntExact(inputs[4].getShape().get(0)) - 1;
    }

    private static @Nullable MemorySegment[] segments(@Nullable NDArray[] arrays) {
        @Nullable MemorySegment[] segments = new MemorySegment[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            segments[i] = arrays[i] == null ? null : Storage.of(arrays[i]);
        }
        return segments;
    }

    private static float at(@Nullable MemorySegment segment, long index) {
        return segment == null ? 0 : segment.getAtIndex(JAVA_FLOAT, index);
    }

    private interface RaysBody {
        void accept(int first, int end);
    }

    private static void eachBundle(int rays, RaysBody body) {
        int size = HostCompositeBundle.RAYS;
        Parallel.run((rays + size - 1) / size, chunk -> body.accept(chunk * size, Math.min(rays, (chunk + 1) * size)));
    }
}
