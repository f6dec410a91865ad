package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.modulation.Interpolation;
import io.fieldwork.fields.modulation.ModulationGrid;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import java.util.List;

/** A grid of uniform cubic B-splines over the plane, which has two continuous derivatives. Its nodes start uniform in +-1e-4. */
final class PlaneSplines implements PlaneEncoding {
    private static final int FEATURES = 2;

    private final Script script;
    private final Parameter table;

    /**
     * A grid whose table a manager owns.
     *
     * @param nodes along a side, at least 4
     */
    PlaneSplines(NDManager manager, int nodes, Parameter.Group group, long seed) {
        script = Script.compile(manager, new ModulationGrid(List.of(0, 1), nodes, Interpolation.CUBIC).lookup());
        float[] entries = Draws.of(seed, "splines", nodes).around(nodes * nodes * FEATURES, 1e-4);
        NDArray value = manager.create(entries, new Shape((long) nodes * nodes, FEATURES));
        Scopes.keep(value);
        table = new Parameter("splines/" + nodes, value, group);
    }

    @Override
    public NDArray encode(NDArray x) {
        return script.call("lookup", x, table.value())[0];
    }

    @Override
    public Parameter table() {
        return table;
    }

    @Override
    public int width() {
        return FEATURES;
    }
}
