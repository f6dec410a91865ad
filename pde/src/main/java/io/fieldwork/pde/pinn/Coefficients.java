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

/** The coefficients of an equation as scalars on the device: known, learned, and at most one under a curriculum. */
final class Coefficients implements Progression {
    private final NDManager manager;
    private final DataType type;
    private final @Nullable Curriculum curriculum;
    private final Map<String, NDArray> scalars = new LinkedHashMap<>();
    private final List<Parameter> learned = new ArrayList<>();

    /**
     * Those of a problem.
     *
     * @param manager owner
     * @param type precision
     * @param problem of the coefficients
     * @param options curriculum of one of them, or null for none
     */
    Coefficients(NDManager manager, DataType type, Problem problem, @Nullable CurriculumOptions options) {
        this.manager = manager;
        this.type = type;
        this.curriculum = options == null ? null : new Curriculum(options, problem);
        problem.coefficients().forEach((name, coefficient) -> {
            NDArray scalar = set(name, coefficient.value());
            if (coefficient.learned()) {
                learned.add(new Parameter("coefficient/" + name, scalar, Parameter.Group.DENSE));
            }
        });
        follow();
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

    private void follow() {
        if (curriculum != null) {
            set(curriculum.name(), curriculum.value());
        }
    }

    /** Scalars by name; always the same map. */
    Map<String, NDArray> scalars() {
        return scalars;
    }

    /** Those that are trained. */
    List<Parameter> learned() {
        return learned;
    }

    /** Values of those that are trained, as metrics. */
    Map<String, Double> found() {
        Map<String, Double> found = new LinkedHashMap<>();
        learned.forEach(p -> found.put(
                p.name().replace('/', '.'),
                p.value().stopGradient().toType(DataType.FLOAT64, false).getDouble()));
        return found;
    }

    /** Whether a value of the curriculum follows. */
    boolean more() {
        return curriculum != null && curriculum.more();
    }

    /**
     * Whether the next value of the curriculum is due.
     *
     * @param fraction of the time window's share of the run that is over
     * @return true if it is
     */
    boolean due(double fraction) {
        return curriculum != null && curriculum.due(fraction);
    }

    /** Goes on to the next value of the curriculum. */
    void next() {
        curriculum.next();
        follow();
    }

    /**
     * The elapsed fraction of the present value's share.
     *
     * @param fraction of the time window's share of the run that is over
     * @return the same without a curriculum
     */
    double within(double fraction) {
        return curriculum == null ? fraction : curriculum.within(fraction);
    }

    @Override
    public void restart() {
        if (curriculum != null) {
            curriculum.restart();
            follow();
        }
    }

    @Override
    public Map<String, Double> shown() {
        Map<String, Double> shown = found();
        if (curriculum != null) {
            shown.put("coefficient." + curriculum.name(), curriculum.value());
        }
        return shown;
    }

    @Override
    public Map<String, NDArray> state() {
        return curriculum == null ? Map.of() : Map.of("curriculum", manager.create(new long[] {curriculum.stage()}));
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        if (curriculum != null) {
            curriculum.restore((int) state.get("curriculum").toLongArray()[0]);
            follow();
        }
    }
}
