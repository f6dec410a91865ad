package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Weighted sums along the rays of a bundle: y_r = sum of w_i x_i, dL/dw_i = dL/dy_r . x_i and dL/dx_i = w_i dL/dy_r. Three values
 * a sample, colours, have loops without an inner one, which would cost more than what is in it.
 */
final class HostSums {
    private float[] value = {};
    private float[] dValue = {};
    private float[] sum = {};

    /** Room for the sums of values [s, c]: [rays, c]. */
    static NDArray create(NDArray values, NDArray offsets) {
        Shape shape = new Shape(RayBundle.count(offsets), values.getShape().get(1));
        return values.getManager().create(shape, DataType.FLOAT32);
    }

    /** Computes the sums of a bundle, given the weights of its samples. */
    void forward(RayBundle rays, float[] weight, MemorySegment values, MemorySegment sums) {
        int width = rays.width(sums);
        value = rays.load(values, width, value);
        sum = RayBundle.room(sum, width * rays.rays());
        for (int ray = 0; ray < rays.rays(); ray++) {
            if (width == 3) {
                sumThree(weight, rays.begin(ray), rays.end(ray), 3 * ray);
            } else {
                sum(weight, rays.begin(ray), rays.end(ray), width, width * ray);
            }
        }
        rays.storeRays(sum, sums, width);
    }

    private void sum(float[] weight, int begin, int end, int width, int at) {
        for (int k = 0; k < width; k++) {
            float total = 0;
            for (int i = begin; i < end; i++) {
                total += weight[i] * value[width * i + k];
            }
            sum[at + k] = total;
        }
    }

    private void sumThree(float[] weight, int begin, int end, int at) {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int i = begin; i < end; i++) {
            red += weight[i] * value[3 * i];
            green += weight[i] * value[3 * i + 1];
            blue += weight[i] * value[3 * i + 2];
        }
        sum[at] = red;
        sum[at + 1] = green;
        sum[at + 2] = blue;
    }

    /** Adds the gradients of the weights to the array and, if they are wanted, those of the values to the storage. */
    void adjoint(
            RayBundle rays,
            float[] weight,
            MemorySegment values,
            MemorySegment dSums,
            float[] dWeight,
            @Nullable MemorySegment dValues) {
        int width = rays.width(dSums);
        value = rays.load(values, width, value);
        sum = rays.loadRays(dSums, width, sum);
        dValue = dValues == null ? RayBundle.room(dValue, width * rays.samples()) : rays.load(dValues, width, dValue);
        for (int ray = 0; ray < rays.rays(); ray++) {
            if (width == 3) {
                differentiateThree(weight, dWeight, rays.begin(ray), rays.end(ray), 3 * ray);
            } else {
                differentiate(weight, dWeight, rays.begin(ray), rays.end(ray), width, width * ray);
            }
        }
        if (dValues != null) {
            rays.store(dValue, dValues, width);
        }
    }

    private void differentiate(float[] weight, float[] dWeight, int begin, int end, int width, int at) {
        for (int i = begin; i < end; i++) {
            float slope = 0;
            for (int k = 0; k < width; k++) {
                slope += sum[at + k] * value[width * i + k];
                dValue[width * i + k] += weight[i] * sum[at + k];
            }
            dWeight[i] += slope;
        }
    }

    private void differentiateThree(float[] weight, float[] dWeight, int begin, int end, int at) {
        float red = sum[at];
        float green = sum[at + 1];
        float blue = sum[at + 2];
        for (int i = begin; i < end; i++) {
            dWeight[i] += red * value[3 * i] + green * value[3 * i + 1] + blue * value[3 * i + 2];
            dValue[3 * i] += weight[i] * red;
            dValue[3 * i + 1] += weight[i] * green;
            dValue[3 * i + 2] += weight[i] * blue;
        }
    }
}
