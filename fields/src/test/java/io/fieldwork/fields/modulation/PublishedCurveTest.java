package io.fieldwork.fields.modulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.modulation.NetworkLayout.Activation;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published experiment in one dimension: the sum of ten sines of 5 to 50 Hz at 200 points of [0, 1], learned by networks that are linear but for
 * their encoding and modulation, with 1500 steps of Adam. The phases are those of the published curve. Initial weights are ours, so that errors
 * agree within what they vary by: not at all for the straight line, by a fraction of a percent for the fit of fixed frequencies, by some percent with
 * modulation.
 */
final class PublishedCurveTest {
    private static final double[] PHASES = {
        3.8349578, 1.4013697, 3.4034965, 4.9632435, 3.1369076, 0.83759254, 0.26482382, 1.7455744, 0.4509454, 5.3619895
    };
    private static final int POINTS = 200;
    private static final int OCTAVES = 16;
    private static final int WIDTH = 64;

    private record Curve(NDArray x, NDArray features, NDArray y, ModulatedNetwork network) implements Task<Curve> {
        @Override
        public List<Parameter> parameters() {
            return network.parameters();
        }

        @Override
        public Curve draw(Progress progress) {
            return this;
        }

        @Override
        public Loss loss(Tape tape, Curve batch) {
            NDArray error = network.evaluate(tape, features, x).sub(y);
            return new Loss(error.mul(error).mean(), Map.of());
        }

        @Override
        public Map<String, Double> evaluate() {
            return Map.of();
        }

        @Override
        public void close() {
            network.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 12673, 4.970, 0.002",
        "true, false, 14721, 3.341, 0.01",
        "false, true, 13185, 0.0710, 0.02",
        "true, true, 15233, 0.0276, 0.01"
    })
    void parametersAndErrorsAreThose(
            boolean encoded, boolean modulated, long parameters, double error, double tolerance) {
        try (NDManager manager = Scopes.under(Compute.configured().newManager())) {
            Kernels kernels = Kernels.of(manager);
            Curve curve = curve(manager, kernels, encoded, modulated);
            assertEquals(
                    parameters,
                    curve.parameters().stream().mapToLong(p -> p.value().size()).sum());
            TrainOptions train = TrainOptionsBuilder.builder()
                    .steps(1500L)
                    .rate(1e-3)
                    .schedule("constant")
                    .warmup(0.0)
                    .build();
            try (Optimizer adam = new AdamOptions(0.9, 0.999, 1e-8).build(manager, kernels, curve::parameters)) {
                double found =
                        new Trainer<>(curve, adam, train, null, List.of()).run().loss();
                assertEquals(error, found, tolerance);
            }
        }
    }

    private static Curve curve(NDManager manager, Kernels kernels, boolean encoded, boolean modulated) {
        float[] x = new float[POINTS];
        float[] y = new float[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = i / (POINTS - 1f);
            for (int k = 0; k < PHASES.length; k++) {
                y[i] += (float) Math.sin(2 * Math.PI * 5 * (k + 1) * x[i] + PHASES[k]);
            }
        }
        NDArray places = manager.create(x, new Shape(POINTS, 1));
        NDArray features = places;
        if (encoded) {
            try (Tape off = Tape.forwardOnly()) {
                features = kernels.frequencies(OCTAVES).apply(off, places)[0];
            }
        }
        List<Integer> widths = new ArrayList<>(List.of(encoded ? 1 + 2 * OCTAVES : 1, WIDTH, WIDTH, WIDTH, WIDTH, 1));
        ModulationGrid grid = modulated ? new ModulationGrid(List.of(0), WIDTH, Interpolation.LINEAR) : null;
        NetworkLayout layout = new NetworkLayout(widths, Activation.NONE, Activation.NONE, false, grid);
        ModulatedNetwork network = new ModulatedNetwork(manager, layout, 1, DataType.FLOAT32, 1);
        return new Curve(places, features, manager.create(y, new Shape(POINTS, 1)), network);
    }
}
