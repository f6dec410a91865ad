package io.fieldwork.pde.pinn;

import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.pde.domain.Domain;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** Small problems with known solutions, and settings that solve them in a second. */
final class Trials {
    static final double RATE = 0.3;

    private Trials() {}

    /** u_t = 0.3 u_xx with u = exp(-0.3 t) sin x over one period. */
    static Problem heat() {
        return Problem.on(Domain.interval("x", 0, 2 * Math.PI).time(0, 1).periodic("x"))
                .named("heat", "u_t = nu u_xx")
                .coefficient("nu", RATE)
                .equation("heat", u -> u.t().sub(u.xx().mul(u.coefficient("nu"))))
                .condition(Condition.initial("u", p -> Math.sin(p[1])));
    }

    static double heat(double t, double x) {
        return Math.exp(-RATE * t) * Math.sin(x);
    }

    /** The initial value by construction. */
    static final class Started implements Exact {
        @Override
        public DerivativeStructure offset(String unknown, DerivativeStructure... x) {
            return x[1].sin();
        }

        @Override
        public DerivativeStructure factor(String unknown, DerivativeStructure... x) {
            return x[0];
        }
    }

    static NetworkOptions network(int layers, int width) {
        return new NetworkOptions("mlp", layers, width, "tanh", null, null, null, null, null, null, "double", null);
    }

    static CollocationOptions points(int points, int resample, boolean adaptive) {
        return new CollocationOptions(points, null, 64, 64, resample, adaptive, 4 * points, null, null);
    }

    static TrainOptions train(long steps, OptimizerOptions optimizer) {
        return new TrainOptions(steps, null, 5L, 1e-3, null, null, null, 1e9, optimizer);
    }

    /** A small double-precision network under SSBroyden. */
    static PinnOptions small(long steps) {
        return new PinnOptions(
                network(2, 10), points(256, 0, false), null, null, Map.of(), train(steps, BroydenOptions.defaults()));
    }
}
