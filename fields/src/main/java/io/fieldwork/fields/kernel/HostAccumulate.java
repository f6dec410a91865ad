package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Weighted sums along rays on the host: y_r = sum of w_i x_i, dL/dw_i = dL/dy_r . x_i and dL/dx_i = w_i dL/dy_r. For three
 * values a sample, 16 bytes and 6 operations forward.
 */
final class HostAccumulate implements FusedOperation {
    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("s, s c, offsets", inputs);
        int width = width(inputs);
        Shape shape = new Shape(RayBundle.count(inputs[2]), width);
        NDArray sums = inputs[0].getManager().create(shape, DataType.FLOAT32);
        MemorySegment weights = Storage.of(inputs[0]);
        MemorySegment values = Storage.of(inputs[1]);
        MemorySegment sum = Storage.of(sums);
        RayBundle.each(inputs[2], rays -> {
            Buffers buffers = BUFFERS.get();
            buffers.load(rays, weights, values, width);
            for (int ray = 0; ray < rays.rays(); ray++) {
                buffers.sum(rays.begin(ray), rays.end(ray), width, ray);
            }
            rays.storeRays(buffers.sums, sum, width);
        });
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
        int width = width(inputs);
        MemorySegment weights = Storage.of(inputs[0]);
        MemorySegment values = Storage.of(inputs[1]);
        MemorySegment dSum = Storage.of(outputGradients[0]);
        @Nullable MemorySegment dWeights = inputGradients[0] == null ? null : Storage.of(inputGradients[0]);
        @Nullable MemorySegment dValues = inputGradients[1] == null ? null : Storage.of(inputGradients[1]);
        RayBundle.each(inputs[2], rays -> {
            Buffers buffers = BUFFERS.get();
            buffers.load(rays, weights, values, width);
            buffers.loadGradients(rays, dSum, dWeights, dValues, width);
            for (int ray = 0; ray < rays.rays(); ray++) {
                buffers.differentiate(rays.begin(ray), rays.end(ray), width, ray);
            }
            buffers.storeGradients(rays, dWeights, dValues, width);
        });
    }

    private static int width(NDArray[] inputs) {
        return Math.toIntExact(inputs[1].getShape().get(1));
    }

    /** The samples of a bundle, the sums of its rays or the gradients of them, and the gradients of both inputs. */
    private static final class Buffers {
        private float[] weight = {};
        private float[] value = {};
        private float[] dWeight = {};
        private float[] dValue = {};
        private float[] sums = {};

        void load(RayBundle rays, MemorySegment weights, MemorySegment values, int width) {
            weight = room(weight, rays.samples());
            value = room(value, width * rays.samples());
            sums = room(sums, width * rays.rays());
            rays.load(weights, 1, weight);
            rays.load(values, width, value);
        }

        private static float[] room(float[] array, int size) {
            return array.length < size ? new float[size + size / 2] : array;
        }

        void sum(int begin, int end, int width, int ray) {
            for (int k = 0; k < width; k++) {
                float sum = 0;
                for (int i = begin; i < end; i++) {
                    sum += weight[i] * value[width * i + k];
                }
                sums[width * ray + k] = sum;
            }
        }

        /** Copies the gradients of the sums, and what the gradients of the inputs hold already. */
        void loadGradients(
                RayBundle rays,
                MemorySegment dSum,
                @Nullable MemorySegment dWeights,
                @Nullable MemorySegment dValues,
                int width) {
            dWeight = room(dWeight, rays.samples());
            dValue = room(dValue, width * rays.samples());
            rays.loadRays(dSum, width, sums);
            if (dWeights != null) {
                rays.load(dWeights, 1, dWeight);
            }
            if (dValues != null) {
                rays.load(dValues, width, dValue);
            }
        }

        void differentiate(int begin, int end, int width, int ray) {
            if (width == 3) {
                differentiate(begin, end, sums[3 * ray], sums[3 * ray + 1], sums[3 * ray + 2]);
                return;
            }
            for (int i = begin; i < end; i++) {
                float slope = 0;
                for (int k = 0; k < width; k++) {
                    float gradient = sums[width * ray + k];
                    slope += gradient * value[width * i + k];
                    dValue[width * i + k] += weight[i] * gradient;
                }
                dWeight[i] += slope;
            }
        }

        /** For three values, without an inner loop, which would cost more than what is in it. */
        private void differentiate(int begin, int end, float red, float green, float blue) {
            for (int i = begin; i < end; i++) {
                dWeight[i] += red * value[3 * i] + green * value[3 * i + 1] + blue * value[3 * i + 2];
                dValue[3 * i] += weight[i] * red;
                dValue[3 * i + 1] += weight[i] * green;
                dValue[3 * i + 2] += weight[i] * blue;
            }
        }

        /** Copies the gradients back. */
        void storeGradients(
                RayBundle rays, @Nullable MemorySegment dWeights, @Nullable MemorySegment dValues, int width) {
            if (dWeights != null) {
                rays.store(dWeight, dWeights, 1);
            }
            if (dValues != null) {
                rays.store(dValue, dValues, width);
            }
        }
    }
}
