package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.pde.data.GridSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The U-Net of Wandel, Weinmann and Klein (ICLR 2021) for several sub-fields at once: two stencils of 3 points along each axis on every
 * grid, each followed by batch norm and ReLU, maxima to the next coarser grid, linear interpolation back, where both functions
 * are put beside each other. Networks of their own are groups of the convolutions; one network for all has one group, and sub-fields
 * are samples.
 */
final class BaseUnet implements SubSolvers {
    private final NDManager manager;
    private final int in;
    private final int out;
    private final GridSize coarse;
    private final Sizes sizes;
    private final long seed;
    private final Map<String, Parameter> weights = new LinkedHashMap<>();
    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private final Map<String, Script> scripts = new HashMap<>();

    /**
     * Sizes.
     *
     * @param width channels on the finest grid
     * @param depth halvings
     * @param groups networks, 1 for one that all share
     * @param periodic whether the grid wraps
     * @param norm whether batch norm follows stencils
     */
    record Sizes(int width, int depth, int groups, boolean periodic, boolean norm) {
        int channels(int level) {
            return width << Math.min(level, depth - 1);
        }
    }

    BaseUnet(NDManager owner, int in, int out, GridSize coarse, Sizes sizes, long seed) {
        this.manager = owner.newSubManager();
        this.in = in;
        this.out = out;
        this.coarse = coarse;
        this.sizes = sizes;
        this.seed = seed;
        script(sizes.groups(), true);
    }

    private Script script(int groups, boolean training) {
        return scripts.computeIfAbsent(
                groups + "/" + training,
                key -> Script.compile(
                        manager, new BaseUnetText(this, sizes, coarse, groups, training).network(in, out)));
    }

    /** Makes a parameter with so many numbers for each group when the text first names it: weights uniform with the bound 1/√fan. */
    void weight(String name, double fan, double constant, long... shape) {
        weights.computeIfAbsent(
                name, key -> new Parameter(name, array(name, fan, constant, shape), Parameter.Group.DENSE));
    }

    /** The same for a number that is remembered and not trained. */
    void mean(String name, double constant, long count) {
        means.computeIfAbsent(name, key -> array(name, 0, constant, count));
    }

    private NDArray array(String name, double fan, double constant, long... shape) {
        long[] all = shape.clone();
        all[0] *= sizes.groups();
        float[] values = new float[Math.toIntExact(LongStream.of(all).reduce(1, Math::multiplyExact))];
        Draws draws = Draws.of(seed, "stagger/" + name, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (fan == 0 ? constant : (2.0 * draws.uniform(i) - 1) / Math.sqrt(fan));
        }
        NDArray array = manager.create(values, new Shape(all));
        Scopes.keep(array);
        return array;
    }

    /** Names of all arguments behind the first, in their order. */
    List<String> arguments() {
        List<String> names = new ArrayList<>(weights.keySet());
        names.addAll(means.keySet());
        return names;
    }

    @Override
    public NDArray apply(NDArray pieces, int first, boolean training) {
        Shape shape = pieces.getShape();
        int count = (int) shape.get(1);
        int groups = sizes.groups() == 1 ? 1 : count;
        List<NDArray> arguments = new ArrayList<>();
        arguments.add(pieces.reshape(shape(shape.get(0) * count / groups, groups * in)));
        for (Parameter weight : weights.values()) {
            arguments.add(part(weight.value(), first, groups));
        }
        for (NDArray mean : means.values()) {
            arguments.add(part(mean, first, groups));
        }
        NDArray result = script(groups, training).call("network", arguments.toArray(NDArray[]::new))[0];
        long[] all = LongStream.concat(
                        LongStream.of(shape.get(0), count, out),
                        coarse.points().stream().mapToLong(n -> n))
                .toArray();
        return result.reshape(all);
    }

    private Shape shape(long samples, long channels) {
        return new Shape(LongStream.concat(
                        LongStream.of(samples, channels),
                        coarse.points().stream().mapToLong(n -> n))
                .toArray());
    }

    /** What belongs to some of the groups. */
    private NDArray part(NDArray all, int first, int groups) {
        long each = all.getShape().get(0) / sizes.groups();
        return groups == sizes.groups() ? all : all.get(each * first + ":" + each * (first + groups));
    }

    @Override
    public List<Parameter> parameters() {
        return List.copyOf(weights.values());
    }

    @Override
    public Map<String, NDArray> state() {
        return means;
    }

    @Override
    public void close() {
        manager.close();
    }
}
