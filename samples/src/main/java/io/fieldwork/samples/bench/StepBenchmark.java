package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.radiance.HashGridOptions;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.HostVectors;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.volume.Compositor;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.Visible;
import java.io.PrintStream;
import java.util.Map;

/**
 * The benchmark of a whole training step of a hash-grid radiance field on 65,536 packed samples (2048 rays of 32), 16
 * levels of 2 features, tables of 2^19: encode, both networks, composite, loss, backward, Adam. Once with a device's fastest kernels,
 * once in plain operations.
 */
final class StepBenchmark {
    private static final int RAYS = 2048;
    private static final int PER_RAY = 32;
    private static final HashGridOptions SIZES = HashGridOptionsBuilder.builder()
            .levels(16)
            .features(2)
            .log2Table(19)
            .baseResolution(16)
            .finestResolution(2048.0)
            .build();

    private StepBenchmark() {}

    static void run(PrintStream out) {
        try (NDManager manager = Compute.configured().newManager();
                Step ours = new Step(manager, HostVectors.fastestKernels(manager.getDevice()));
                Step plain = new Step(manager, "plain")) {
            DeviceWait wait = new DeviceWait(manager);
            RatioTable table = new RatioTable(out, Roof.measure(manager));
            table.head("training step: " + RAYS * PER_RAY + " samples, 16 levels, tables of 2^19, medians of 9");
            double[] ms = Stopwatch.medians(4, 9, wait.after(ours::run), wait.after(plain::run));
            double samples = RAYS * PER_RAY;
            double products = 32 * 64 + 64 * 16 + 32 * 64 + 64 * 64 + 64 * 3;
            double corners = 8 * 16 * samples;
            double bytes =
                    corners * 8 * 3 + 40.0 * SIZES.layout().parameters() + samples * 4 * (3 + 32 + 16 + 32 + 4) * 3;
            table.line("training step", ms[0], ms[1], samples * 6 * products + corners * 8, bytes);
            out.printf("%.0f thousand samples a second%n", samples / ms[0]);
        }
    }

    /** One field with one implementation of the kernels, trained on the same samples again and again. */
    private static final class Step implements AutoCloseable {
        private final NDManager manager;
        private final RadianceField field;
        private final Optimizer optimizer;
        private final Compositor compositor;
        private final Rays rays;
        private final Samples samples;
        private final NDArray target;

        Step(NDManager owner, String implementation) {
            this.manager = owner.newSubManager();
            Kernels kernels = Kernels.of(manager, implementation);
            this.field = SIZES.build(manager, kernels, Box.cube(1), 1);
            this.optimizer = AdamOptions.defaults().build(manager, kernels, field::parameters);
            this.compositor = new Compositor(manager, kernels);
            NDArray d = RandomInputs.uniform(manager, "directions", -1, 1, RAYS, 3);
            NDArray directions = d.div(d.norm(new int[] {1}, true));
            this.rays = new Rays(manager.zeros(directions.getShape()), directions);
            this.samples = new Samples(
                    manager.arange(0, RAYS * PER_RAY + 1, PER_RAY, DataType.INT32),
                    manager.arange(0, RAYS, 1, DataType.INT32).repeat(0, PER_RAY),
                    RandomInputs.alongRays(manager, RAYS, PER_RAY, 0.0017f)
                            .mul(2)
                            .sub(1),
                    RandomInputs.uniform(manager, "t", 2, 6, (long) RAYS * PER_RAY),
                    manager.full(new Shape((long) RAYS * PER_RAY), 0.0034f));
            this.target = RandomInputs.uniform(manager, "target", 0, 1, RAYS, 3);
        }

        void run() {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                optimizer.step(0.01, new LossObjective(this::loss));
            }
        }

        private Loss loss(Tape tape) {
            Visible visible = new Visible(samples, new Positions(samples.positions()));
            NDArray pixels = compositor.composite(tape, field, rays, visible).color();
            return new Loss(pixels.sub(target).square().mean(), Map.of());
        }

        @Override
        public void close() {
            optimizer.close();
            field.close();
            manager.close();
        }
    }
}
