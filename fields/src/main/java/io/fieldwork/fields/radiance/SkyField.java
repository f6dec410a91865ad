package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.encoding.Encoding;
import io.fieldwork.fields.encoding.FrequencyEncoding;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A radiance field before a sky: what is infinitely far has a colour that depends on the direction alone, by a small network of its sines and
 * cosines (the environment map of instant-ngp as a function). It is seen by that part of the light that the field lets through.
 */
public final class SkyField implements RadianceField {
    /** Frequencies of the direction, whose shortest wave is 45 degrees long. */
    private static final int OCTAVES = 4;

    private static final int HIDDEN = 32;
    private static final String TEXT = """
            def one(self, e: Tensor) -> Tensor:
              return torch.cat([e, torch.ones_like(torch.slice(e, 1, 0, 1))], 1)

            def logistic(self, y: Tensor) -> Tensor:
              return torch.sigmoid(y)
            """;

    private final RadianceField inner;
    private final NDManager manager;
    private final Script script;
    private final Encoding directions;
    private final FusedMlp color;

    /**
     * A field before an untrained sky.
     *
     * @param owner manager of its device; a sub-manager of it owns the sky
     * @param inner what is before it, closed with this
     * @param seed of all initial weights
     */
    public SkyField(NDManager owner, Kernels kernels, RadianceField inner, long seed) {
        this.inner = inner;
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, TEXT);
        this.directions = new FrequencyEncoding(kernels, 3, OCTAVES);
        int[] widths = {directions.width() + 1, HIDDEN, HIDDEN, 3};
        this.color = new FusedMlp(manager, kernels, "sky", Parameter.Group.DENSE, seed, widths);
    }

    @Override
    public NDArray beyond(Tape tape, NDArray towards) {
        NDArray encoded = directions.encode(tape, towards);
        return script.call("logistic", color.evaluate(tape, script.call("one", encoded)[0]))[0];
    }

    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        return inner.geometry(tape, positions);
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        return inner.color(tape, geometry, views);
    }

    @Override
    public NDArray extinction(Tape tape, Geometry geometry, Views views, NDArray delta) {
        return inner.extinction(tape, geometry, views, delta);
    }

    @Override
    public float faintest() {
        return inner.faintest();
    }

    @Override
    public List<Parameter> heads() {
        return inner.heads();
    }

    @Override
    public Box box() {
        return inner.box();
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(inner.parameters(), color.parameters())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void adapt(long step, double fraction, Supplier<Occupancy> occupied) {
        inner.adapt(step, fraction, occupied);
    }

    @Override
    public Map<String, Term> terms() {
        return inner.terms();
    }

    @Override
    public Map<String, NDArray> state() {
        return inner.state();
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        inner.restore(state);
    }

    @Override
    public void close() {
        inner.close();
        manager.close();
    }
}
