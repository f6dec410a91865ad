package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.FusedMlp;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A hash grid of the plane and a network on it (Mueller et al. 2022). */
final class PlaneHashField implements Field {
    private static final int COLORS = 3;

    private final NDManager manager;
    private final PlaneHash grid;
    private final FusedMlp network;

    /** A field of random parameters; a sub-manager of the owner owns it. */
    PlaneHashField(NDManager owner, Kernels kernels, PlaneHashOptions sizes, double finest, long seed) {
        manager = owner.newSubManager();
        grid = new PlaneHash(manager, sizes, finest, Parameter.Group.SPARSE, seed);
        int[] widths = IntStream.range(0, sizes.layers() + 2)
                .map(i -> i == 0 ? grid.width() : i <= sizes.layers() ? sizes.hidden() : COLORS)
                .toArray();
        network = new FusedMlp(manager, kernels, "network", Parameter.Group.DENSE, seed, widths);
    }

    @Override
    public NDArray evaluate(Tape tape, NDArray x) {
        assert ShapeContract.match("n 2", x);
        return network.evaluate(tape, grid.encode(x));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(network.parameters());
        all.addFirst(grid.table());
        return all;
    }

    @Override
    public void close() {
        manager.close();
    }
}
