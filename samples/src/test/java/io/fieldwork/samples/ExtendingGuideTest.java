package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.encoding.Encoding;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.radiance.RadianceFieldOptions;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.radiance.Penalty;
import io.fieldwork.fields.scene.radiance.RadianceOptions;
import io.fieldwork.fields.scene.radiance.RadianceOptionsBuilder;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Objective;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.fields.volume.Composite;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.RayResult;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.equation.GridPoints;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.Differentiation;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.operator.NeuralOperator;
import io.fieldwork.pde.operator.OperatorOptions;
import io.fieldwork.pde.pinn.CollocationOptionsBuilder;
import io.fieldwork.pde.pinn.PinnOptions;
import io.fieldwork.pde.pinn.PinnOptionsBuilder;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.samples.cli.TestShell;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.kind.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the guide do what it says they do. */
final class ExtendingGuideTest {
    private static final Box CUBE = Box.cube(1);

    private static Examples guide;

    private final NDManager manager = Compute.choose("cpu").newManager();
    private final Kernels kernels = Kernels.of(manager, "host");

    @BeforeAll
    static void compile() {
        guide = Examples.compile(Markdown.of("docs/extending.md").examples());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theEncodingGivesSinesAndCosines() {
        Encoding encoding = guide.make(Encoding.class, "FrequencyEncoding", manager, 2, 3);
        float[] x = {0.3f, -0.7f, 1, 0.25f};
        try (Tape off = Tape.forwardOnly()) {
            float[] features =
                    encoding.encode(off, manager.create(x, new Shape(2, 2))).toFloatArray();
            assertEquals(12, encoding.width());
            for (int i = 0; i < features.length; i++) {
                int feature = i % 12;
                double phase = Math.PI * x[2 * (i / 12) + feature % 6 / 3] * Math.pow(2, feature % 3);
                assertEquals(feature < 6 ? Math.sin(phase) : Math.cos(phase), features[i], 1e-5);
            }
        }
    }

    @Test
    void theFieldLearnsPhotographs() {
        RadianceOptions options = RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of(Shipped.locate("shipped:toybox").toString()))
                .field(guide.make(RadianceFieldOptions.class, "FrequencyFieldOptions", 4))
                .sampling(SamplingOptionsBuilder.builder()
                        .samples(2048)
                        .stepsAcross(64)
                        .build())
                .train(TrainOptionsBuilder.builder().steps(60L).rate(0.002).build())
                .build();
        List<Double> losses = new ArrayList<>();
        TrainListener listener = new TrainListener() {
            @Override
            public void onStep(TrainListener.StepReport step) {
                losses.add(step.loss());
            }
        };
        try (RadianceSession session = options.open(manager, Path.of("."))) {
            session.trainer(null, List.of(listener)).run();
            assertEquals(
                    List.of("density/0", "density/1", "color/0", "color/1"),
                    names(session.task().parameters()));
        }
        double first = mean(losses.subList(0, 10));
        double last = mean(losses.subList(50, 60));
        assertTrue(last < 0.8 * first, first + " to " + last);
        assertThrows(UserError.class, () -> guide.make(RadianceFieldOptions.class, "FrequencyFieldOptions", 17));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static List<String> names(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** A fog that is the same everywhere in the cube. */
    private record Fog(float density) implements Medium {
        @Override
        public Geometry geometry(Tape tape, Positions positions) {
            NDArray density = positions
                    .x()
                    .getManager()
                    .full(new Shape(positions.x().getShape().get(0)), this.density);
            return new Geometry(density, positions.x());
        }

        @Override
        public NDArray color(Tape tape, Geometry geometry, Views views) {
            return geometry.features().abs();
        }

        @Override
        public Box box() {
            return CUBE;
        }
    }

    @Test
    void theSamplerSeesAllOfTheBox() {
        try (RaySampler sampler = guide.make(RaySampler.class, "UniformSampler", manager, kernels, CUBE, 512)) {
            FieldRenderer renderer = new FieldRenderer(manager, kernels, new Fog(0.7f), sampler, new float[3]);
            RayResult seen = renderer.look(new float[] {0.2f, 0.3f, -4, 3, 0, -4}, new float[] {0, 0, 1, 0, 0, 1});
            assertEquals(1 - Math.exp(-0.7 * 2), seen.opacity()[0], 2e-3);
            assertEquals(0, seen.opacity()[1]);
            assertEquals(2 / (2 * Math.sqrt(3) / 512), seen.samples()[0], 1);
            assertTrue(sampler.occupancy().at(0.9f, -0.9f, 0)
                    && !sampler.occupancy().at(0, 0, 1.1f));
        }
    }

    private static double entropy(double... opacities) {
        return Arrays.stream(opacities)
                .map(o -> -o * Math.log(o) - (1 - o) * Math.log(1 - o))
                .average()
                .orElseThrow();
    }

    @Test
    void thePenaltyHasTheGradientOfTheEntropy() {
        Penalty penalty = guide.make(Penalty.class, "OpacityEntropy", 0.01);
        double[] o = {0.2, 0.5, 0.9};
        NDArray opacity = manager.create(new float[] {0.2f, 0.5f, 0.9f});
        opacity.setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            NDArray value = penalty.value(tape, null, new Composite(null, null, opacity, null));
            assertEquals(entropy(o), value.getFloat(), 1e-6);
            tape.backward(value);
        }
        float[] gradient = Tape.gradient(opacity).toFloatArray();
        for (int i = 0; i < o.length; i++) {
            double[] more = o.clone();
            double[] less = o.clone();
            more[i] += 1e-5;
            less[i] -= 1e-5;
            assertEquals((entropy(more) - entropy(less)) / 2e-5, gradient[i], 1e-5);
        }
        assertEquals(0, penalty.weight(new Progress(1, 1, 0.4, 1)));
        assertEquals(0.01, penalty.weight(new Progress(9, 9, 0.9, 1)));
    }

    @Test
    void theResidualOfTheWaveVanishes() {
        Problem problem = guide.call(Problem.class, "FisherWave", "problem", 2.0);
        double coarse = residual(problem, 41);
        double fine = residual(problem, 81);
        assertEquals(4, Math.log(coarse / fine) / Math.log(2), 0.4);
        assertTrue(fine < 1e-3, "residual " + fine);
        GridSolution other = guide.call(GridSolution.class, "FisherWave", "solution", 1.0, 41, 41);
        assertTrue(residual(problem, other) > 0.01, "another growth has another wave");
    }

    /** Each of them is read, measured where it can be, and trained. */
    @Test
    void moreProblemsAreTrained() {
        double[][] points = {{0.5, 0.5}, {0.2, 0.1}};
        for (Problem problem : List.of(
                guide.call(Problem.class, "MoreProblems", "family"),
                guide.call(Problem.class, "MoreProblems", "memory"),
                guide.call(Problem.class, "MoreProblems", "materials"),
                guide.call(Problem.class, "MoreProblems", "conductivity", points, new double[] {1, 0.3}))) {
            PinnOptions options = PinnOptionsBuilder.builder()
                    .field(NetworkOptionsBuilder.builder()
                            .layers(1)
                            .width(8)
                            .precision("double")
                            .build())
                    .collocation(CollocationOptionsBuilder.builder()
                            .points(64)
                            .initial(32)
                            .boundary(32)
                            .build())
                    .train(TrainOptionsBuilder.builder()
                            .steps(20L)
                            .optimizer(BroydenOptions.defaults())
                            .build())
                    .build();
            List<Double> losses = new ArrayList<>();
            TrainListener listener = new TrainListener() {
                @Override
                public void onStep(TrainListener.StepReport step) {
                    losses.add(step.loss());
                }
            };
            try (PinnSession session = PinnSession.open(manager, problem, options, null)) {
                session.trainer(null, List.of(listener)).run();
                assertEquals(problem.truths().size(), session.task().evaluate().size());
            }
            assertTrue(losses.getLast() < 0.5 * losses.getFirst(), problem.unknowns() + ": " + losses);
        }
    }

    private double residual(Problem problem, int points) {
        return residual(problem, guide.call(GridSolution.class, "FisherWave", "solution", 2.0, points, points));
    }

    private double residual(Problem problem, GridSolution solution) {
        GridPoints grid =
                new GridPoints(manager, problem, solution.axes(), Differentiation.differences(4), DataType.FLOAT64);
        NDArray residual = problem.equations().getFirst().residual().of(grid.of(solution));
        return residual.abs().max().getDouble();
    }

    @Test
    void theOperatorSeesThreePointsFarAndLearns() {
        OperatorOptions options = guide.make(OperatorOptions.class, "PlainCnnOptions", 6);
        try (NeuralOperator cnn = options.build(manager, 2, 1, new GridSize(12, 12), Boundary.DIRICHLET, 3)) {
            NDArray input = manager.create(noise(2 * 12 * 12), new Shape(1, 2, 12, 12));
            NDArray moved = input.duplicate();
            moved.set(new NDIndex("0, 1, 2, 5"), 3);
            float[] change = cnn.apply(moved).sub(cnn.apply(input)).toFloatArray();
            for (int i = 0; i < change.length; i++) {
                int distance = Math.max(Math.abs(i / 12 - 2), Math.abs(i % 12 - 5));
                assertEquals(distance <= 3, Math.abs(change[i]) > 1e-6, "at distance " + distance);
            }
            assertEquals(
                    new Shape(3, 1, 7, 9),
                    cnn.apply(manager.zeros(new Shape(3, 2, 7, 9))).getShape());
            NDArray wanted = input.get(":, :1").mul(2);
            Objective objective =
                    objective(() -> cnn.apply(input).sub(wanted).square().mean());
            Optimizer optimizer = sgd(cnn.parameters(), 0.9);
            double first = optimizer.step(0.01, objective).value();
            IntStream.range(0, 40).forEach(i -> optimizer.step(0.01, objective));
            assertTrue(
                    objective.value().value() < 0.5 * first,
                    first + " to " + objective.value().value());
        }
    }

    private static float[] noise(int size) {
        Draws draws = Draws.of(1, "noise", 0);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = 2 * draws.uniform(i) - 1;
        }
        return values;
    }

    private static Objective objective(Supplier<NDArray> loss) {
        return new Objective() {
            @Override
            public Loss evaluate() {
                try (Tape tape = Tape.open()) {
                    Loss value = new Loss(loss.get(), Map.of());
                    if (Double.isFinite(value.value())) {
                        tape.backward(value.total());
                    }
                    return value;
                }
            }

            @Override
            public Loss value() {
                try (Tape off = Tape.forwardOnly()) {
                    return new Loss(loss.get(), Map.of());
                }
            }
        };
    }

    private Optimizer sgd(List<Parameter> parameters, double momentum) {
        return guide.make(OptimizerOptions.class, "MomentumSgdOptions", momentum)
                .build(manager, kernels, () -> parameters);
    }

    @Test
    void theOptimiserFollowsItsRecurrence() {
        double[] curvature = {1, 10};
        double[] x = {3, -2};
        double[] v = {0, 0};
        Parameter parameter = new Parameter("x", manager.create(x), Parameter.Group.DENSE);
        NDArray curvatures = manager.create(curvature);
        Objective quadratic =
                objective(() -> parameter.value().square().mul(curvatures).sum().mul(0.5));
        Optimizer optimizer = sgd(List.of(parameter), 0.8);
        for (int step = 0; step < 30; step++) {
            if (step == 15) {
                Optimizer resumed = sgd(List.of(parameter), 0.8);
                resumed.restore(optimizer.state());
                optimizer.close();
                optimizer = resumed;
            }
            assertEquals(
                    0.5 * (x[0] * x[0] + 10 * x[1] * x[1]),
                    optimizer.step(0.02, quadratic).value(),
                    1e-12);
            for (int i = 0; i < 2; i++) {
                v[i] = 0.8 * v[i] + curvature[i] * x[i];
                x[i] -= 0.02 * v[i];
            }
            assertArrayEquals(x, parameter.value().toDoubleArray(), 1e-12);
        }
        optimizer.step(0.02, objective(() -> parameter.value().sum().mul(Double.NaN)));
        assertArrayEquals(x, parameter.value().toDoubleArray(), 1e-12);
    }

    @Test
    void theKindGoesThroughTheCommands(@TempDir Path temp) {
        JobKinds kinds = JobKinds.of(guide.type("FisherJob").asSubclass(Job.class));
        TestShell shell = new TestShell(temp);
        shell.write("wave.yaml", "kind: fisher\ngrowth: 2\ntrain: {steps: 3}\n");
        String yaml = temp.resolve("wave.yaml").toString();
        assertEquals(0, shell.run(kinds, "train", yaml, "--device", "cpu", "--out", "run"), shell.err());
        assertTrue(shell.out().contains("Data:   u_t = u_xx + 2.0 u (1 - u)"), shell.out());
        assertFalse(shell.out().contains("null"), shell.out());
        RunFolder run = RunFolder.open(temp.resolve("run"));
        assertTrue(run.read(run.config()).contains("kind: fisher\ngrowth: 2.0\n"), run.read(run.config()));
        assertEquals(0, shell.run(kinds, "eval", "run", "--json", "--device", "cpu"), shell.err());
        Map<?, ?> numbers = new JsonMapper().readValue(shell.out(), Map.class);
        assertTrue((double) numbers.get("relativeL2") > 0, shell.out());
        shell.write("none.yaml", "kind: fisher\ngrowth: -1\n");
        assertEquals(2, shell.run(kinds, "train", temp.resolve("none.yaml").toString()));
        assertTrue(shell.err().contains("growth"), shell.err());
    }

    @Test
    void bothFormsOfTheKernelAgree() {
        float[] x = new float[10_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = 40f * i / x.length - 20;
        }
        Operation plain = guide.call(Operation.class, "Softplus", "plain", manager);
        NDArray[] expected = valueAndGradient(plain, x);
        NDArray[] found = valueAndGradient(guide.make(FusedOperation.class, "Softplus"), x);
        assertArrayEquals(expected[0].toFloatArray(), found[0].toFloatArray(), 2e-6f);
        assertArrayEquals(expected[1].toFloatArray(), found[1].toFloatArray(), 2e-6f);
        for (int i = 0; i < x.length; i++) {
            assertEquals(Math.log1p(Math.exp(x[i])), found[0].getFloat(i), 2e-6);
        }
    }

    private NDArray[] valueAndGradient(Operation operation, float[] x) {
        NDArray input = manager.create(x);
        input.setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            NDArray value = operation.apply(tape, input)[0];
            tape.backward(value.sin().sum());
            return new NDArray[] {value, Tape.gradient(input)};
        }
    }
}
