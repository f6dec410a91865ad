package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.cuda.CudaCompiler;
import io.fieldwork.fields.tensor.Operation;

/**
 * The CUDA kernels, compiled from source at run time for the device at hand. Only fully connected networks are left to
 * the engine, whose matrix products are its own library's. Launches are ordered with the engine's work on the default
 * stream.
 *
 * <p>Sums into the tables of hash and factorised grids and nothing else are accumulated in an undefined order, so training on a GPU is
 * reproducible up to rounding.
 *
 * <p>Proven without a GPU: every source compiles by NVRTC 13.0 for compute capabilities 8.0, 8.6, 8.9, 9.0 and 10.0, spills
 * nothing and keeps its budget of registers; the same sources, built by a host compiler with blocks and warps emulated and
 * started by the classes of this package through a stand-in for the driver, agree with double-precision references, their finite
 * differences, the plain kernels, and in whole training steps with the host kernels. Not proven until the tests have run on a
 * device: that a real driver accepts the calls, the vector reductions of compute capability 9.0 (the emulation takes the scalar
 * ones), the order with the engine's stream, and every expectation of speed.
 */
public final class CudaKernels implements Kernels {
    private final NDManager manager;
    private final CudaRuntime runtime;
    private final CudaMarch march;
    private final CudaAdam adam;

    /**
     * Compiles the kernels that every field needs; the others are compiled on first use.
     *
     * @param manager a manager of a GPU
     * @throws IllegalArgumentException if its device is no GPU
     * @throws io.fieldwork.fields.cuda.CudaException if the driver or the run-time compiler is missing or fails
     */
    public CudaKernels(NDManager manager) {
        this(manager, CudaRuntime.compiler(manager));
    }

    /** Programs of any compiler whose launches reach the tensors of the manager's device. */
    CudaKernels(NDManager manager, CudaCompiler compiler) {
        this.manager = manager;
        this.runtime = new CudaRuntime(manager.getDevice(), compiler);
        this.march = new CudaMarch(runtime);
        this.adam = new CudaAdam(runtime);
    }

    @Override
    public Operation hashGrid(HashGridLayout layout) {
        return new CudaHashGrid(runtime, layout);
    }

    @Override
    public Operation factorGrid(FactorLayout layout) {
        return new CudaFactorGrid(runtime, layout);
    }

    @Override
    public Operation network(int... widths) {
        return new PlainKernels(manager).network(widths);
    }

    @Override
    public Operation harmonics(int degree) {
        return new CudaHarmonics(runtime, degree);
    }

    @Override
    public Operation frequencies(int octaves) {
        return new CudaFrequencies(runtime, octaves);
    }

    @Override
    public Operation radial(RadialLayout layout) {
        return new CudaRadial(runtime, layout);
    }

    @Override
    public Operation voxels() {
        return new CudaVoxels(runtime);
    }

    @Override
    public Operation voxelColors() {
        return new CudaVoxelColors(runtime);
    }

    @Override
    public Operation voxelVariation(double smoothing) {
        return new CudaVariation(runtime, smoothing);
    }

    @Override
    public Operation weights() {
        return new CudaWeights(runtime);
    }

    @Override
    public Operation accumulate() {
        return new CudaAccumulate(runtime);
    }

    @Override
    public Operation truncatedExp() {
        return new CudaTruncatedExp(runtime);
    }

    @Override
    public Samples march(NDArray origins, NDArray directions, NDArray jitter, NDArray occupied, MarchRegion region) {
        return march.march(origins, directions, jitter, occupied, region);
    }

    @Override
    public void adam(NDArray value, NDArray gradient, NDArray first, NDArray second, AdamStep step) {
        adam.dense(value, gradient, first, second, step);
    }

    @Override
    public void sparseAdam(
            NDArray value, NDArray gradient, NDArray first, NDArray second, NDArray counts, AdamStep step) {
        adam.sparse(value, gradient, first, second, counts, step);
    }

    @Override
    public void rmsProp(NDArray value, NDArray gradient, NDArray second, RmsPropStep step) {
        adam.rmsProp(value, gradient, second, step);
    }
}
