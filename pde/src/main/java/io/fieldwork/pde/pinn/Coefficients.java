package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.pde.equation.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The coefficients of an equation as scalars on the device: known, learned in units of their own, and at most one under a
 * curriculum.
 */
final class Coefficients implements Progression {
    private final NDManager manager;
    private final DataType type;
    private final @Nullable CurriculumOptions curriculum;
    private final Map<String, NDArray> scalars = new LinkedHashMap<>();
    private final List<Parameter> learned = new ArrayList<>();
    private final Map<String, Double> units = new LinkedHashMap<>();
    private int stage;

    /** Those of a problem, at the first value of the curriculum of one of them, or null for none. */
    Coefficients(NDManager manager, DataType type, Problem problem, @Nullable CurriculumOptions curriculum) {
        this.manager = manager;
        this.type = type;
        this.curriculum = curriculum;
        if (curriculum != null) {
            curriculum.check(problem);
        }
        problem.coefficients().forEach((name, coefficient) -> {
            double unit = problem.unit(name);
            NDArray scalar = set(name, coefficient.value() / unit);
            if (coefficient.learned()) {
                String start = unit == 1 ? "coefficient/" : "multiple/";
                learned.add(new Parameter(start + name, scalar, Parameter.Group.DENSE));
                units.put(name, unit);
            }
        });
        go(0);
    }

    private NDArray set(String name, double value) {
        NDArray scalar = manager.create(value).toType(type, false).duplicate();
        Scopes.keep(scalar);
        NDArray old = scalars.put(name, scalar);
        if (old != null) {
            old.close();
        }
        return scalar;
    }

    private void go(int to) {
        stage = to;
        if (curriculum != null) {
            set(curriculum.coefficient(), value());
        }
    }

    private double value() {
        return curriculum.values().get(stage);
    }

    /** Scalars by name; always the same map. */
    Map<String, NDArray> scalars() {
        return scalars;
    }

    /** Those that are trained. */
    List<Parameter> learned() {
        return learned;
    }

    /** Values of those that are trained, in the problem's units, as metrics. */
    Map<String, Double> found() {
        Map<String, Double> found = new LinkedHashMap<>();
        learned.forEach(p -> {
            String name = name(p);
            double multiple =
                    p.value().stopGradient().toType(DataType.FLOAT64, false).getDouble();
            found.put("coefficient." + name, units.get(name) * multiple);
        });
        return found;
    }

    /** The name of the coefficient that a parameter is. */
    static String name(Parameter coefficient) {
        return coefficient.name().substring(coefficient.name().indexOf('/') + 1);
    }

    /** Coefficients in the problem's units, scalars or [n], from those as they are trained. */
    static Map<String, NDArray> inUnits(Problem problem, Map<String, NDArray> trained) {
        Map<String, NDArray> all = new LinkedHashMap<>(trained);
        all.replaceAll((name, value) -> problem.unit(name) == 1 ? value : value.mul(problem.unit(name)));
        return all;
    }

    /** Whether a value of the curriculum follows. */
    boolean more() {
        return curriculum != null && stage < curriculum.values().size() - 1;
    }

    /** Whether the next value of the curriculum is due at a fraction of the time window's share of the run. */
    boolean due(double fraction) {
        return more() && fraction >= curriculum.start(stage + 1);
    }

    /** Goes on to the next value of the curriculum. */
    void next() {
        go(stage + 1);
    }

    /**
     * The elapsed fraction of the present value's share, below 0 where it began before its time, at a fraction of the
     * time window's share of the run; the same without a curriculum.
     */
    double within(double fraction) {
        return curriculum == null
                ? fraction
                : (fraction - curriculum.start(stage)) / curriculum.shares().get(stage);
    }

    @Override
    public void restart() {
        go(0);
    }

    @Override
    public Map<String, Double> shown() {
        Map<String, Double> shown = found();
        if (curriculum != null) {
            shown.put("coefficient." + curriculum.coefficient(), value());
        }
        return shown;
    }

    @Override
    public Map<String, NDArray> state() {
        return curriculum == null ? Map.of() : Map.of("curriculum", manager.create(new long[] {stage}));
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        if (curriculum != null) {
            go((int) state.get("curriculum").toLongArray()[0]);
        }
    }
}
