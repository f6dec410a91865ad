package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Script;

/**
 * The kernels in the engine's own operators: the oracle of the fast ones and the reference of the benchmarks. Each
 * operation is one vectorised {@link Script} method with the engine's own gradients, for single and double precision and
 * any device.
 */
public final class PlainKernels implements Kernels {
    private final NDManager manager;
    private final Script volume;
    private final Script update;
    private final Script voxels;

    /** Compiles the shared scripts; they belong to the manager of their device. */
    public PlainKernels(NDManager owner) {
        this.manager = owner;
        this.volume = Script.compile(owner, PlainScripts.VOLUME);
        this.update = Script.compile(owner, PlainScripts.UPDATE);
        this.voxels = Script.compile(owner, PlainScripts.VOXELS);
    }

    @Override
    public Operation hashGrid(HashGridLayout layout) {
        return Script.compile(manager, PlainScripts.hashGrid(layout)).method("encode");
    }

    @Override
    public Operation factorGrid(FactorLayout layout) {
        return Script.compile(manager, PlainScripts.factorGrid(layout)).method("evaluate");
    }

    @Override
    public Operation network(int... widths) {
        return Script.compile(manager, PlainScripts.network(widths.length - 1)).method("network");
    }

    @Override
    public Operation harmonics(int degree) {
        return Script.compile(manager, PlainScripts.harmonics(degree)).method("harmonics");
    }

    @Override
    public Operation frequencies(int octaves) {
        return Script.compile(manager, PlainScripts.frequencies(octaves)).method("frequencies");
    }

    @Override
    public Operation radial(RadialLayout layout) {
        return Script.compile(manager, PlainScripts.radial(layout)).method("radial");
    }

    @Override
    public Operation voxels() {
        return voxels.method("voxels");
    }

    @Override
    public Operation voxelColors() {
        return voxels.method("voxel_colors");
    }

    @Override
    public Operation voxelVariation(double smoothing) {
        return Script.compile(manager, PlainScripts.variation(smoothing)).method("variation");
    }

    @Override
    public Operation weights() {
        return volume.method("weights");
    }

    @Override
    public Operation accumulate() {
        return volume.method("accumulate");
    }

    @Override
    public Operation truncatedExp() {
        return volume.method("truncated_exp");
    }

    @Override
    public Samples march(NDArray origins, NDArray directions, NDArray jitter, NDArray occupied, MarchRegion region) {
        NDArray[] packed = volume.call(
                "march",
                origins,
                directions,
                jitter,
                occupied,
                origins.getManager().create(region.min()),
                origins.getManager().create(region.size()),
                origins.getManager().create(region.outerMin()),
                origins.getManager().create(region.outerSize()),
                origins.getManager().create(numbers(region)));
        return new Samples(packed[0], packed[1], packed[2], packed[3], packed[4]);
    }

    private static float[] numbers(MarchRegion region) {
        return new float[] {region.near(), region.step(), region.thinned() ? 1 : 0, region.levels(), region.cone()};
    }

    @Override
    public void adam(NDArray value, NDArray gradient, NDArray first, NDArray second, AdamStep step) {
        update.call("adam_dense", value.stopGradient(), gradient, first, second, numbers(value, step));
    }

    @Override
    public void sparseAdam(
            NDArray value, NDArray gradient, NDArray first, NDArray second, NDArray counts, AdamStep step) {
        update.call("adam_sparse", value.stopGradient(), gradient, first, second, counts, numbers(value, step));
    }

    @Override
    public void rmsProp(NDArray value, NDArray gradient, NDArray second, RmsPropStep step) {
        NDArray numbers =
                value.getManager().create(new double[] {step.rate(), step.beta(), step.epsilon(), step.weightDecay()});
        update.call("rmsprop", value.stopGradient(), gradient, second, numbers);
    }

    private static NDArray numbers(NDArray value, AdamStep step) {
        return value.getManager().create(new double[] {
            step.rate(), step.beta1(), step.beta2(), step.epsilon(), step.weightDecay(), step.count()
        });
    }
}
