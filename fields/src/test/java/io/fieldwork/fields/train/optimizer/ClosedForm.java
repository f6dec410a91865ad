package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;

/** A function with a gradient written by hand as an objective of parameters in double precision. */
final class ClosedForm implements Objective {
    /** A function of a vector. */
    interface Function {
        /** The value at x; adds nothing, but fills in the gradient. */
        double at(double[] x, double[] gradient);
    }

    static final Function ROSENBROCK = (x, g) -> {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double bend = x[i + 1] - x[i] * x[i];
            double left = 1 - x[i];
            sum += 100 * bend * bend + left * left;
            g[i] += -400 * x[i] * bend - 2 * left;
            g[i + 1] += 200 * bend;
        }
        return sum;
    };

    final List<Parameter> parameters;
    private final NDManager manager;
    private final Function function;
    boolean changed;
    int evaluations;

    /** Starts at x, split into two parameters when that is possible. */
    ClosedForm(NDManager manager, Function function, double... x) {
        this.manager = manager;
        this.function = function;
        int half = x.length / 2;
        this.parameters = half == 0
                ? List.of(parameter(manager, "a", x))
                : List.of(
                        parameter(manager, "a", java.util.Arrays.copyOf(x, half)),
                        parameter(manager, "b", java.util.Arrays.copyOfRange(x, half, x.length)));
    }

    private static Parameter parameter(NDManager manager, String name, double[] x) {
        return new Parameter(name, manager.create(x), Parameter.Group.DENSE);
    }

    double[] x() {
        return new FlatParameters(parameters).values();
    }

    double loss() {
        double[] x = x();
        return function.at(x, new double[x.length]);
    }

    double[] gradient() {
        double[] x = x();
        double[] g = new double[x.length];
        function.at(x, g);
        return g;
    }

    @Override
    public Loss evaluate() {
        evaluations++;
        double[] x = x();
        double[] g = new double[x.length];
        double value = function.at(x, g);
        int at = 0;
        for (Parameter parameter : Double.isFinite(value) ? parameters : List.<Parameter>of()) {
            MemorySegment buffer = Storage.of(Tape.gradient(parameter.value()));
            for (int i = 0; i < parameter.value().size(); i++, at++) {
                buffer.setAtIndex(ValueLayout.JAVA_DOUBLE, i, buffer.getAtIndex(ValueLayout.JAVA_DOUBLE, i) + g[at]);
            }
        }
        return new Loss(manager.create(value), Map.of());
    }

    @Override
    public Loss value() {
        evaluations++;
        return new Loss(manager.create(loss()), Map.of());
    }

    @Override
    public boolean changed() {
        return changed;
    }

    @Override
    public Linearisation linearise() {
        throw new UnsupportedOperationException();
    }

    /** Steps until the loss is below a goal; the number of steps, or most. */
    int descend(Optimizer optimizer, double goal, int most) {
        for (int step = 0; step < most; step++) {
            if (loss() <= goal || optimizer.stalled()) {
                return step;
            }
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                optimizer.step(1, this);
            }
        }
        return most;
    }
}
