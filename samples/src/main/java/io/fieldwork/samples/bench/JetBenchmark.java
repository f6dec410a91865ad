package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.BatchObjective;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.pinn.CollocationOptions;
import io.fieldwork.pde.pinn.CollocationOptionsBuilder;
import io.fieldwork.pde.pinn.PinnOptionsBuilder;
import io.fieldwork.pde.pinn.PinnTask;
import io.fieldwork.pde.problem.AllenCahn;
import io.fieldwork.pde.problem.Burgers;
import io.fieldwork.pde.problem.KuramotoSivashinsky;
import io.fieldwork.pde.problem.KuramotoSivashinsky.Regime;
import java.io.PrintStream;

/**
 * The benchmark of training steps of equations at 10,000 points: jets against nested differentiation, Adam steps
 * against the matrix products that they cannot do without, and quasi-Newton iterations a second.
 */
final class JetBenchmark {
    private static final int POINTS = 10_000;
    private static final int LAYERS = 4;
    private static final int WIDTH = 128;
    /** Value, u_t, u_x, u_xx. */
    private static final int SLOTS = 4;

    private static final int WARM_UP = 10;
    private static final int ROUNDS = 20;
    private static final int BLOCK = 10;

    private JetBenchmark() {}

    static void run(PrintStream out) {
        out.printf(
                "%njets: %d points, medians of %d, %d cores%n",
                POINTS, ROUNDS, Runtime.getRuntime().availableProcessors());
        try (NDManager manager = Compute.choose("cpu").newManager()) {
            engines(manager, out);
            steps(manager, out);
            iterations(manager, out);
        }
    }

    private static NetworkOptions network(int layers, int width, String precision, String engine) {
        return NetworkOptionsBuilder.builder()
                .layers(layers)
                .width(width)
                .precision(precision)
                .engine(engine)
                .build();
    }

    private static void engines(NDManager manager, PrintStream out) {
        Problem problem = KuramotoSivashinsky.exact(Regime.REGULAR);
        try (Training jets = new Training(
                        manager, problem, network(LAYERS, WIDTH, "float", "jets"), AdamOptions.defaults());
                Training nested = new Training(
                        manager, problem, network(LAYERS, WIDTH, "float", "nested"), AdamOptions.defaults())) {
            double[] ms = Stopwatch.medians(WARM_UP, ROUNDS, jets::differentiate, nested::differentiate);
            out.printf("%-42s %12s %12s %12s%n", "", "jets ms", "nested ms", "ratio");
            out.printf(
                    "%-42s %12.1f %12.1f %11.1fx%n",
                    "Kuramoto-Sivashinsky, loss and gradient", ms[0], ms[1], ms[1] / ms[0]);
        }
    }

    private static void steps(NDManager manager, PrintStream out) {
        try (Products products = new Products(manager);
                Training burgers = new Training(
                        manager, Burgers.problem(), network(LAYERS, WIDTH, "float", "jets"), AdamOptions.defaults());
                Training allenCahn = new Training(
                        manager, AllenCahn.exact(), network(LAYERS, WIDTH, "float", "jets"), AdamOptions.defaults())) {
            double[] ms = Stopwatch.medians(WARM_UP, ROUNDS, products::run, burgers::step, allenCahn::step);
            out.printf("%-42s %12s %12s %12s %12s%n", "", "step ms", "products ms", "share", "GFLOP/s");
            step(out, "Burgers, Adam", ms[1], ms[0]);
            step(out, "Allen-Cahn, Adam", ms[2], ms[0]);
        }
    }

    private static void step(PrintStream out, String what, double ms, double products) {
        out.printf(
                "%-42s %12.1f %12.1f %11.0f%% %12.0f%n",
                what, ms, products, 100 * products / ms, Products.OPERATIONS / products * 1e-6);
    }

    private static void iterations(NDManager manager, PrintStream out) {
        try (Training training =
                new Training(manager, Burgers.exact(), network(3, 30, "double", "jets"), BroydenOptions.defaults())) {
            double[] ms = Stopwatch.medians(WARM_UP, ROUNDS, () -> {
                for (int k = 0; k < BLOCK; k++) {
                    training.step();
                }
            });
            double evaluations = training.evaluations / ((WARM_UP + ROUNDS) * BLOCK);
            out.printf("%-42s %12s %12s %12s%n", "", "iteration ms", "a second", "evaluations");
            out.printf(
                    "%-42s %12.1f %12.1f %12.2f%n",
                    "Burgers, 3x30 double, SSBroyden", ms[0] / BLOCK, 1e3 * BLOCK / ms[0], evaluations);
        }
    }

    /** A problem in training at fixed points. */
    private static final class Training implements AutoCloseable {
        private final NDManager manager;
        private final PinnTask task;
        private final Optimizer optimizer;
        private BatchObjective<PinnTask.Batch> objective;
        private double evaluations;

        Training(NDManager owner, Problem problem, NetworkOptions network, OptimizerOptions optimizer) {
            this.manager = owner.newSubManager();
            CollocationOptions points = CollocationOptionsBuilder.builder()
                    .points(POINTS)
                    .initial(160)
                    .boundary(80)
                    .build();
            this.task = new PinnTask(
                    manager,
                    JetKernels.of(manager),
                    problem,
                    PinnOptionsBuilder.builder()
                            .field(network)
                            .collocation(points)
                            .build());
            this.optimizer = optimizer.build(manager, Kernels.of(manager), task::parameters);
            try (Tape off = Tape.forwardOnly()) {
                Progress start = new Progress(0, 0, 0, 1);
                task.prepare(start);
                this.objective = new BatchObjective<>(task, task.draw(start), true);
            }
        }

        /** One step of {@code train}. */
        void step() {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Loss loss = optimizer.step(1e-3, objective);
                evaluations += loss.shown().getOrDefault("evaluations", 1.0);
                objective = new BatchObjective<>(task, objective.batch(), false);
            }
        }

        void differentiate() {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                objective.evaluate();
            }
        }

        @Override
        public void close() {
            optimizer.close();
            task.close();
            manager.close();
        }
    }

    /**
     * The matrix products of a step by the engine: Z = X W, dX = dZ W^T and dW = X^T dZ for each matrix between hidden layers,
     * with the slots of all points stacked in X. The first and the last layer are not among them.
     */
    private static final class Products implements AutoCloseable {
        private static final int ROWS = SLOTS * POINTS;
        static final double OPERATIONS = 3.0 * (LAYERS - 1) * 2 * ROWS * WIDTH * WIDTH;

        private final NDManager manager;
        private final NDArray x;
        private final NDArray dz;
        private final NDArray w;

        Products(NDManager owner) {
            this.manager = owner.newSubManager();
            this.x = RandomInputs.uniform(manager, "x", -1, 1, ROWS, WIDTH);
            this.dz = RandomInputs.uniform(manager, "dz", -1, 1, ROWS, WIDTH);
            this.w = RandomInputs.uniform(manager, "w", -1, 1, WIDTH, WIDTH);
        }

        void run() {
            for (int layer = 1; layer < LAYERS; layer++) {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    x.matMul(w);
                    dz.matMul(w.transpose());
                    x.transpose().matMul(dz);
                }
            }
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
