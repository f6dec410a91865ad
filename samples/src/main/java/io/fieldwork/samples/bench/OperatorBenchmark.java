package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.operator.NeuralOperator;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.kind.operator.OperatorJob;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * The benchmark of training steps of the published multigrid operators (forward, backward, Adam) against the time that
 * their stencils would take at the rate of the engine's matrix product, measured in the same process.
 */
final class OperatorBenchmark {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 9;
    /** Forward, gradient of the input, gradient of the weights. */
    private static final int PASSES = 3;

    /**
     * A shipped network and its batch, points a side and samples a step, with the multiplications of its stencils,
     * forward, one sample, in 10^9.
     */
    private record Case(String configuration, Boundary boundary, int points, int samples, double multiplications) {}

    private static final List<Case> CASES = List.of(
            new Case("darcy-rough", Boundary.DIRICHLET, 64, 8, 3.44 / 16),
            new Case("darcy-rough", Boundary.DIRICHLET, 256, 1, 3.44),
            new Case("darcy-smooth", Boundary.DIRICHLET, 211, 1, 2.82),
            new Case("navier-stokes-operator", Boundary.PERIODIC, 64, 10, 0.48),
            new Case("helmholtz-operator", Boundary.NEUMANN, 101, 4, 1.03));

    private OperatorBenchmark() {}

    static void run(PrintStream out) {
        try (NDManager manager = Compute.choose("cpu").newManager()) {
            double rate = Roof.measure(manager).operationsPerSecond();
            out.printf(
                    "%noperators: medians of %d, %d cores, matrix product %.0f GFLOP/s%n",
                    ROUNDS, Runtime.getRuntime().availableProcessors(), rate * 1e-9);
            out.printf(
                    "%-24s %8s %8s %10s %12s %10s %8s%n",
                    "", "points", "samples", "step ms", "stencils ms", "GFLOP/s", "share");
            for (Case one : CASES) {
                try (Training training = new Training(manager, one)) {
                    double ms = Stopwatch.medians(WARM_UP, ROUNDS, training::step)[0];
                    double operations = 2e9 * PASSES * one.multiplications * one.samples;
                    double least = operations / rate * 1e3;
                    out.printf(
                            "%-24s %8d %8d %10.1f %12.1f %10.0f %7.0f%%%n",
                            one.configuration,
                            one.points,
                            one.samples,
                            ms,
                            least,
                            operations / ms * 1e-6,
                            100 * least / ms);
                }
            }
        }
    }

    /** A network on one batch, its squares lowered. */
    private static final class Training implements AutoCloseable {
        private final NDManager manager;
        private final NeuralOperator operator;
        private final Optimizer optimizer;
        private final NDArray input;

        Training(NDManager owner, Case one) {
            this.manager = owner.newSubManager();
            OperatorJob job = (OperatorJob)
                    Configuration.load(Kinds.ALL, one.configuration).job();
            GridSize grid = new GridSize(one.points, one.points);
            this.operator = job.field().build(manager, 1, 1, grid, one.boundary, 1);
            this.optimizer = job.train().optimizer().build(manager, Kernels.of(manager), operator::parameters);
            this.input = RandomInputs.uniform(manager, "input", -1, 1, one.samples, 1, one.points, one.points);
        }

        void step() {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                optimizer.step(1e-4, new LossObjective(tape -> loss()));
            }
        }

        /** The mean square of the result. */
        private Loss loss() {
            return new Loss(operator.apply(input).square().mean(), Map.of());
        }

        @Override
        public void close() {
            optimizer.close();
            operator.close();
            manager.close();
        }
    }
}
