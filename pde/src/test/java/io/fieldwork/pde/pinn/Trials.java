package io.fieldwork.pde.pinn;

import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Exact;
import io.fieldwork.pde.equation.Problem;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** Small problems with known solutions, and settings that solve them in a second. */
public final class Trials {
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
        return NetworkOptionsBuilder.builder()
                .type("mlp")
                .layers(layers)
                .width(width)
                .activation("tanh")
                .precision("double")
                .build();
    }

    static CollocationOptions points(int points, int resample, boolean adaptive) {
        return CollocationOptionsBuilder.builder()
                .points(points)
                .initial(64)
                .boundary(64)
                .resample(resample)
                .adaptive(adaptive)
                .candidates(4 * points)
                .build();
    }

    static TrainOptions train(long steps, OptimizerOptions optimizer) {
        return TrainOptionsBuilder.builder()
                .steps(steps)
                .seed(5L)
                .rate(1e-3)
                .checkpointSeconds(1e9)
                .optimizer(optimizer)
                .build();
    }

    /** Two layers in double precision at so many points under SSBroyden, all else by default. */
    public static PinnOptions broyden(int width, int points, int initial, int boundary, long steps) {
        return PinnOptionsBuilder.builder()
                .field(NetworkOptionsBuilder.builder()
                        .layers(2)
                        .width(width)
                        .precision("double")
                        .build())
                .collocation(CollocationOptionsBuilder.builder()
                        .points(points)
                        .initial(initial)
                        .boundary(boundary)
                        .build())
                .train(TrainOptionsBuilder.builder()
                        .steps(steps)
                        .optimizer(BroydenOptions.defaults())
                        .build())
                .build();
    }

    /** A small double-precision network under SSBroyden. */
    static PinnOptions small(long steps) {
        return PinnOptionsBuilder.builder()
                .field(network(2, 10))
                .collocation(points(256, 0, false))
                .weights(Map.of())
                .train(train(steps, BroydenOptions.defaults()))
                .build();
    }

    /** The residuals of a batch with one parameter moved by h, for differences; the parameters stay x. */
    static double[] moved(PinnTask task, PinnTask.Batch batch, FlatParameters flat, double[] x, int p, double h) {
        double[] there = x.clone();
        there[p] += h;
        flat.set(there);
        double[] r = task.residuals(batch).residuals().toDoubleArray();
        flat.set(x);
        return r;
    }
}
