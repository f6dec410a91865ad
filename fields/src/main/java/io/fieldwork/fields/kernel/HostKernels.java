package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The host kernels: Java over all cores on CPU tensor storage. Results do not depend on the number of threads. */
public final class HostKernels implements Kernels {
    /** Host kernels need no resources, but a manager on the CPU. */
    public HostKernels(NDManager owner) {
        if (owner.getDevice().isGpu()) {
            throw new IllegalArgumentException("host kernels work on CPU tensors, not on " + owner.getDevice());
        }
    }

    @Override
    public Operation hashGrid(HashGridLayout layout) {
        return new HostHashGrid(layout);
    }

    @Override
    public Operation factorGrid(FactorLayout layout) {
        return new HostFactorGrid(layout);
    }

    @Override
    public Operation network(int... widths) {
        return new HostNetwork(widths);
    }

    @Override
    public Operation slope(HashGridLayout layout, int... widths) {
        return new HostGridSlope(layout, widths);
    }

    @Override
    public Operation harmonics(int degree) {
        return new HostHarmonics(degree);
    }

    @Override
    public Operation frequencies(int octaves) {
        return new HostFrequencies(octaves);
    }

    @Override
    public Operation radial(RadialLayout layout) {
        return new HostRadial(layout);
    }

    @Override
    public Operation voxels() {
        return new HostVoxels(inputs ->
                new VoxelReading.Values(Math.toIntExact(inputs[1].getShape().get(1))));
    }

    @Override
    public Operation voxelColors() {
        return new HostVoxels(inputs -> VoxelReading.Colors.of(inputs[2], inputs[3], inputs[4]));
    }

    @Override
    public Operation voxelVariation(double smoothing) {
        return new HostVariation(smoothing);
    }

    @Override
    public Operation weights() {
        return new HostComposite();
    }

    @Override
    public Operation composite() {
        return new HostComposite();
    }

    @Override
    public Operation accumulate() {
        return new HostAccumulate();
    }

    @Override
    public Operation truncatedExp() {
        return new TruncatedExp();
    }

    @Override
    public Samples march(NDArray origins, NDArray directions, NDArray jitter, NDArray occupied, MarchRegion region) {
        return new HostMarch(origins, directions, jitter, occupied, region).run();
    }

    @Override
    public void adam(NDArray value, NDArray gradient, NDArray first, NDArray second, AdamStep step) {
        new HostAdam(value, gradient, first, second, step).dense();
    }

    @Override
    public void sparseAdam(
            NDArray value, NDArray gradient, NDArray first, NDArray second, NDArray counts, AdamStep step) {
        new HostAdam(value, gradient, first, second, step).sparse(counts);
    }

    @Override
    public void rmsProp(NDArray value, NDArray gradient, NDArray second, RmsPropStep step) {
        new HostRmsProp(value, gradient, second, step).run();
    }

    private static final class TruncatedExp implements FusedOperation {
        private static final int CHUNK = 4096;

        @Override
        public NDArray[] forward(NDArray... inputs) {
            long n = inputs[0].size();
            NDArray output = inputs[0].getManager().create(new Shape(n), DataType.FLOAT32);
            MemorySegment raw = Storage.of(inputs[0]);
            MemorySegment out = Storage.of(output);
            new HostChunks(n, CHUNK).each((first, count) -> {
                long x = Memory.address(raw, 4 * first, 4L * count);
                long y = Memory.address(out, 4 * first, 4L * count);
                for (int at = 0; at < 4 * count; at += 4) {
                    Memory.ALL.set(JAVA_FLOAT, y + at, (float) Math.exp(Memory.ALL.get(JAVA_FLOAT, x + at)));
                }
            });
            return new NDArray[] {output};
        }

        @Override
        public void adjoint(
                NDArray[] inputs,
                NDArray[] outputs,
                @Nullable NDArray[] outputGradients,
                @Nullable NDArray[] inputGradients) {
            if (outputGradients[0] == null || inputGradients[0] == null) {
                return;
            }
            MemorySegment raw = Storage.of(inputs[0]);
            MemorySegment dy = Storage.of(outputGradients[0]);
            MemorySegment dx = Storage.of(inputGradients[0]);
            new HostChunks(inputs[0].size(), CHUNK).each((first, count) -> {
                long x = Memory.address(raw, 4 * first, 4L * count);
                long from = Memory.address(dy, 4 * first, 4L * count);
                long to = Memory.address(dx, 4 * first, 4L * count);
                for (int at = 0; at < 4 * count; at += 4) {
                    float clamped = Math.clamp(Memory.ALL.get(JAVA_FLOAT, x + at), -15f, 15f);
                    float slope = (float) Math.exp(clamped) * Memory.ALL.get(JAVA_FLOAT, from + at);
                    Memory.ALL.set(JAVA_FLOAT, to + at, Memory.ALL.get(JAVA_FLOAT, to + at) + slope);
                }
            });
        }
    }
}
