package io.fieldwork.fields.rbf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.RadialLayout;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;
import org.jspecify.annotations.Nullable;

/**
 * Features of points by radial bases: the sums of {@link Kernels#radial} with learned numbers and fixed centres and shapes. The bases around the points of the last
 * call are kept, so that a training on the same points looks for them once.
 */
public final class RadialFeatures implements AutoCloseable {
    /** What all numbers start within. */
    private static final float SMALL = 1e-4f;

    private final NDManager manager;
    private final Operation operation;
    private final Neighbourhood neighbourhood;
    private final NDArray scale;
    private final NDArray centres;
    private final NDArray precisions;
    private final NDArray factors;
    private final Parameter numbers;
    private @Nullable Around last;

    /** The bases around some points. */
    private record Around(NDArray points, NDArray offsets, NDArray bases) {}

    /**
     * Features that start near zero.
     *
     * @param owner manager of the device; a sub-manager of it owns them
     * @param layout of bases in so many dimensions
     * @param factors of the sines, one for each feature
     * @param neighbourhood of the same bases
     * @param scale factors on the coordinates of points, which turn them into those of centres
     * @param rate factor on the learning rate
     */
    public RadialFeatures(
            NDManager owner,
            Kernels kernels,
            RadialLayout layout,
            RadialBases bases,
            Neighbourhood neighbourhood,
            float[] scale,
            float[] factors,
            double rate,
            long seed) {
        this.manager = Scopes.under(owner);
        this.operation = kernels.radial(layout);
        this.neighbourhood = neighbourhood;
        this.scale = manager.create(scale);
        this.centres = manager.create(bases.centres(), new Shape(bases.count(), layout.dimensions()));
        this.precisions = manager.create(bases.precisions(), new Shape(bases.count(), layout.entries()));
        this.factors = manager.create(factors);
        float[] start = Draws.of(seed, "radial bases", 0).around(bases.count() * factors.length, SMALL);
        NDArray value = manager.create(start, new Shape(bases.count(), factors.length));
        Scopes.keep(this.scale, centres, precisions, this.factors, value);
        this.numbers = new Parameter("bases", value, new Parameter.Group("bases", rate, 0, false));
    }

    /** {@return factors from one to another, each the same multiple of the one before} */
    public static float[] factors(int count, double least, double most) {
        float[] factors = new float[count];
        for (int i = 0; i < count; i++) {
            factors[i] = (float) (least * Math.pow(most / least, count == 1 ? 0 : i / (count - 1.0)));
        }
        return factors;
    }

    /** {@return the features [n, F] of points [n, d], which must not change while they are the last ones} */
    public NDArray evaluate(Tape tape, NDArray points) {
        Around around = around(points);
        return operation
                .apply(
                        tape,
                        points.mul(scale),
                        centres,
                        numbers.value(),
                        precisions,
                        factors,
                        around.offsets,
                        around.bases)[0];
    }

    private Around around(NDArray points) {
        Around known = last;
        if (known != null && known.points == points) {
            return known;
        }
        if (known != null) {
            known.offsets.close();
            known.bases.close();
        }
        Neighbourhood.Lists lists =
                neighbourhood.lists(points.stopGradient().mul(scale).toFloatArray());
        Around found = new Around(points, manager.create(lists.offsets()), manager.create(lists.bases()));
        Scopes.keep(found.offsets, found.bases);
        last = found;
        return found;
    }

    /** {@return the learned numbers, a row for each base: {@code bases} [k, F]} */
    public Parameter numbers() {
        return numbers;
    }

    @Override
    public void close() {
        manager.close();
    }
}
