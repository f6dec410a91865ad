package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.encoding.Encoding;
import io.fieldwork.fields.encoding.FrequencyEncoding;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The original radiance field (Mildenhall et al. 2020, figure 7): a wide ReLU network of the encoded position, which it sees a second time
 * half way, a density from its last layer, and a colour from a linear feature of that layer and the encoded view. Positions are
 * in half sides of the box from its middle, and so is the length in density, so that a scene's size changes nothing.
 *
 * <p>All of it are products of the engine. Wide layers are what those are good at; a loop of Java's over tiles in the cache gained
 * nothing over them, half precision does where the processor has it.
 */
public final class NerfField implements RadianceField {
    private final Box box;
    private final NDManager manager;
    private final Precision precision;
    private final Script script;
    private final NDArray middle;
    private final NDArray half;
    private final NDArray shift;
    private final Encoding position;
    private final Encoding view;
    private final List<Parameter> hidden = new ArrayList<>();
    private final List<Parameter> density = new ArrayList<>();
    private final List<Parameter> color = new ArrayList<>();
    private final Operation first;

    /**
     * An untrained field.
     *
     * @param owner manager of its device; a sub-manager of it owns everything
     * @param box its domain
     * @param seed of all initial weights; biases start at zero
     */
    public NerfField(NDManager owner, Kernels kernels, NerfOptions options, Box box, long seed) {
        this.box = box;
        this.manager = owner.newSubManager();
        this.precision = options.precision(manager.getDevice());
        this.script = Script.compile(manager, NerfScript.of(options, precision));
        float side = box.longest() / 2;
        this.middle = manager.create(
                new float[] {(box.minX() + box.maxX()) / 2, (box.minY() + box.maxY()) / 2, (box.minZ() + box.maxZ()) / 2
                });
        this.half = manager.create(side);
        this.shift = manager.create((float) -Math.log(side));
        Scopes.keep(middle, half, shift);
        this.position = new FrequencyEncoding(kernels, 3, options.octaves());
        this.view = new FrequencyEncoding(kernels, 3, options.viewOctaves());
        layers(options, seed);
        Operation nonlinear = nonlinear(kernels, options.density());
        this.first = (tape, x) -> evaluated(tape, x[0], nonlinear);
    }

    private void layers(NerfOptions options, long seed) {
        int width = options.width();
        for (int k = 0; k < options.depth(); k++) {
            int above = k == 0 ? 0 : width;
            int again = k == 0 || k == options.skip() ? position.width() : 0;
            add(hidden, "hidden/" + k, seed, width, above + again);
        }
        add(density, "density", seed, 1, width);
        add(color, "feature", seed, width, width);
        add(color, "view", seed, width / 2, width + view.width());
        add(color, "color", seed, 3, width / 2);
    }

    private void add(List<Parameter> layers, String name, long seed, int out, int in) {
        NDArray weights = Glorot.matrix(manager, Draws.of(seed, name, 0), out, in);
        NDArray bias = manager.zeros(new Shape(out));
        Scopes.keep(bias);
        layers.add(new Parameter(name + "/weights", weights, Parameter.Group.DENSE));
        layers.add(new Parameter(name + "/bias", bias, Parameter.Group.DENSE));
    }

    private Operation nonlinear(Kernels kernels, String kind) {
        Operation exp = kernels.truncatedExp();
        return switch (kind) {
            case "exponential" -> (tape, raw) -> exp.apply(tape, script.call("shifted", raw[0], shift));
            case "softplus" -> (tape, raw) -> script.call("softplus", raw[0], half);
            default -> (tape, raw) -> script.call("relu", raw[0], half);
        };
    }

    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        assert ShapeContract.match("n 3", positions.x());
        NDArray x = positions.x();
        NDArray[] found = positions
                .take()
                .map(known -> first.resume(tape, new NDArray[] {known.density(), known.features()}, x))
                .orElseGet(() -> first.apply(tape, x));
        return new Geometry(found[0], found[1]);
    }

    /** Density [n] and the last hidden layer [n, width]. */
    private NDArray[] evaluated(Tape tape, NDArray x, Operation nonlinear) {
        NDArray encoded = position.encode(tape, script.call("unit", x, middle, half)[0]);
        NDArray last = script.call("hidden", with(hidden, encoded, more(encoded)))[0];
        NDArray raw = script.call("raw", with(density, last))[0];
        return new NDArray[] {nonlinear.apply(tape, raw)[0], last};
    }

    private NDArray more(NDArray rows) {
        return rows.getManager()
                .create(NerfScript.more(precision, (int) rows.getShape().get(0)));
    }

    private static NDArray[] with(List<Parameter> layers, NDArray... before) {
        return Stream.concat(Stream.of(before), layers.stream().map(Parameter::value))
                .toArray(NDArray[]::new);
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        assert ShapeContract.match("n k, r 3, n", geometry.features(), views.directions(), views.rays());
        NDArray last = geometry.features();
        NDArray encoded = view.encode(tape, views.directions());
        return script.call("color", with(color, last, more(last), encoded, views.rays()))[0];
    }

    @Override
    public Box box() {
        return box;
    }

    @Override
    public List<Parameter> heads() {
        return Stream.concat(density.stream(), color.stream()).toList();
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(hidden, density, color).flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
