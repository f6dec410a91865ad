package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.AdamStep;
import io.fieldwork.fields.kernel.FactorLayout;
import io.fieldwork.fields.kernel.HashGridLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.io.PrintStream;

/**
 * The benchmark of a device's fastest kernels one by one against their plain versions: 65,536 points, 16 levels of 2 features,
 * tables of 2^19; planes of 128^2 and lines of rank 48; 4096 rays of 16 samples; Adam over the table against DJL's own.
 */
final class KernelBenchmark {
    private static final int POINTS = 1 << 16;
    private static final HashGridLayout LAYOUT = new HashGridLayout(16, 2, 19, 16, 2048);
    private static final FactorLayout FACTORS = new FactorLayout(FactorLayout.Form.VM, 128, 128, 128, 48, false);
    private static final int WARM_UP = 8;
    private static final int ROUNDS = 15;

    private KernelBenchmark() {}

    static void run(PrintStream out) {
        try (NDManager manager = Compute.configured().newManager()) {
            Kernels host = Kernels.of(manager);
            Kernels plain = Kernels.of(manager, "plain");
            RatioTable table = new RatioTable(out, Roof.measure(manager));
            table.head("kernels on the " + manager.getDevice().getDeviceType()
                    + " against plain operations (one vectorised script), medians of " + ROUNDS);
            hashGrid(manager, host, plain, table);
            factorGrid(manager, host, plain, table);
            network(manager, host, plain, table);
            composite(manager, host, plain, table);
            adam(manager, host, table);
        }
    }

    private static void hashGrid(NDManager manager, Kernels host, Kernels plain, RatioTable table) {
        NDArray x = RandomInputs.uniform(manager, "x", 0, 1, POINTS, 3);
        NDArray rows = RandomInputs.uniform(manager, "rows", -1e-4f, 1e-4f, LAYOUT.rows(), LAYOUT.features());
        rows.setRequiresGradient(true);
        NDArray weight = RandomInputs.uniform(manager, "weight", -1, 1, POINTS, LAYOUT.width());
        double[] ms = bothWays(WARM_UP, host.hashGrid(LAYOUT), plain.hashGrid(LAYOUT), weight, x, rows);
        double corners = 8.0 * POINTS * LAYOUT.levels();
        double forwardBytes = corners * 8 + 4.0 * POINTS * (3 + LAYOUT.width());
        table.line("hash grid forward", ms[0], ms[1], corners * 4, forwardBytes);
        table.line("hash grid forward + backward", ms[2], ms[3], corners * 8, 3 * forwardBytes);
    }

    private static void factorGrid(NDManager manager, Kernels host, Kernels plain, RatioTable table) {
        NDArray x = RandomInputs.uniform(manager, "x", 0, 1, POINTS, 3);
        NDArray rows = RandomInputs.uniform(manager, "factors", -1, 1, FACTORS.rows(), FACTORS.rank());
        rows.setRequiresGradient(true);
        NDArray weight = RandomInputs.uniform(manager, "weight", -1, 1, POINTS, FACTORS.width());
        double[] ms = bothWays(WARM_UP, host.factorGrid(FACTORS), plain.factorGrid(FACTORS), weight, x, rows);
        double numbers = 3.0 * POINTS * FACTORS.rank();
        table.line("planes and lines forward", ms[0], ms[1], 14 * numbers, 28 * numbers);
        table.line("planes and lines forward + backward", ms[2], ms[3], 40 * numbers, 108 * numbers);
    }

    private static void network(NDManager manager, Kernels host, Kernels plain, RatioTable table) {
        int[] widths = {32, 64, 64, 3};
        NDArray[] inputs = new NDArray[widths.length];
        inputs[0] = RandomInputs.uniform(manager, "features", -1, 1, POINTS, widths[0]);
        double products = 0;
        for (int i = 1; i < widths.length; i++) {
            inputs[i] = RandomInputs.uniform(manager, "layer" + i, -0.3f, 0.3f, widths[i], widths[i - 1]);
            inputs[i].setRequiresGradient(true);
            products += (double) POINTS * widths[i] * widths[i - 1];
        }
        inputs[0].setRequiresGradient(true);
        NDArray weight = RandomInputs.uniform(manager, "weight", -1, 1, POINTS, 3);
        double[] ms = bothWays(WARM_UP, host.network(widths), plain.network(widths), weight, inputs);
        double bytes = 4.0 * POINTS * (widths[0] + 3);
        table.line("network 32-64-64-3 forward", ms[0], ms[1], 2 * products, bytes);
        table.line("network forward + backward", ms[2], ms[3], 6 * products, 3 * bytes);
    }

    private static void composite(NDManager manager, Kernels host, Kernels plain, RatioTable table) {
        int rays = 4096;
        int[] offsets = new int[rays + 1];
        for (int r = 0; r <= rays; r++) {
            offsets[r] = r * (POINTS / rays);
        }
        NDArray sigma = RandomInputs.uniform(manager, "sigma", 0, 50, POINTS);
        NDArray color = RandomInputs.uniform(manager, "color", 0, 1, POINTS, 3);
        NDArray delta = RandomInputs.uniform(manager, "delta", 0.004f, 0.006f, POINTS);
        sigma.setRequiresGradient(true);
        color.setRequiresGradient(true);
        NDArray weight = RandomInputs.uniform(manager, "weight", -1, 1, rays, 3);
        double[] ms = bothWays(600, color(host), color(plain), weight, sigma, color, delta, manager.create(offsets));
        table.line("compositing forward", ms[0], ms[1], 15.0 * POINTS, 28.0 * POINTS);
        table.line("compositing forward + backward", ms[2], ms[3], 60.0 * POINTS, 28.0 * 3 * POINTS);
    }

    /** (sigma, colour, delta, offsets) to colour. */
    private static Operation color(Kernels kernels) {
        Operation composite = kernels.composite();
        return (tape, in) -> new NDArray[] {composite.apply(tape, in)[2]};
    }

    /** Forward, and forward with backward, each for ours and the reference. */
    private static double[] bothWays(
            int warmUp, Operation ours, Operation reference, NDArray weight, NDArray... inputs) {
        DeviceWait wait = new DeviceWait(weight.getManager());
        return Stopwatch.medians(
                warmUp,
                ROUNDS,
                wait.after(() -> forward(ours, inputs)),
                wait.after(() -> forward(reference, inputs)),
                wait.after(() -> backward(ours, weight, inputs)),
                wait.after(() -> backward(reference, weight, inputs)));
    }

    private static void forward(Operation operation, NDArray... inputs) {
        try (NDScope scope = new NDScope();
                Tape tape = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            operation.apply(tape, inputs);
        }
    }

    private static void backward(Operation operation, NDArray weight, NDArray... inputs) {
        try (NDScope scope = new NDScope();
                Tape tape = Tape.open()) {
            scope.suppressNotUsedWarning();
            tape.backward(operation.apply(tape, inputs)[0], weight);
        }
    }

    private static void adam(NDManager manager, Kernels host, RatioTable table) {
        Shape shape = new Shape(LAYOUT.rows(), LAYOUT.features());
        long n = shape.size();
        NDArray drawn = RandomInputs.uniform(manager, "gradient", -1, 1, LAYOUT.rows(), LAYOUT.features());
        NDArray scattered = scattered(manager, host);
        NDArray value = manager.zeros(shape);
        NDArray gradient = manager.zeros(shape);
        NDArray first = manager.zeros(shape);
        NDArray second = manager.zeros(shape);
        NDArray counts = manager.zeros(shape, DataType.INT32);
        var theirs = ai.djl.training.optimizer.Optimizer.adam().build();
        NDArray weight = manager.zeros(shape);
        weight.setRequiresGradient(true);
        Tape.gradient(weight);
        AdamStep step = new AdamStep(0.01, 0.9, 0.99, 1e-15, 0, 3000);
        counts.addi(2500);
        DeviceWait wait = new DeviceWait(manager);
        double[] ms = Stopwatch.medians(
                wait.after(() -> Storage.overwrite(gradient, drawn)),
                WARM_UP,
                ROUNDS,
                wait.after(() -> host.adam(value, gradient, first, second, step)),
                wait.after(() -> host.sparseAdam(value, gradient, first, second, counts, step)),
                wait.after(() -> theirs.update("table", weight, gradient)));
        double[] stepOnly = Stopwatch.medians(
                wait.after(() -> Storage.overwrite(gradient, scattered)),
                WARM_UP,
                ROUNDS,
                wait.after(() -> host.sparseAdam(value, gradient, first, second, counts, step)));
        double touched = scattered.neq(0).toType(DataType.FLOAT32, false).mean().getFloat();
        table.line("Adam against DJL's", ms[0], ms[2], 14.0 * n, 32.0 * n);
        table.line("  counting every entry", ms[1], ms[2], 14.0 * n, 40.0 * n);
        table.line(
                "  a step's gradient, %.0f%% touched".formatted(100 * touched),
                stepOnly[0],
                ms[2],
                14.0 * n * touched,
                (4 + 36 * touched) * n);
    }

    /** The table's gradient of 65,536 points in runs along rays. */
    private static NDArray scattered(NDManager manager, Kernels host) {
        NDArray rows = manager.zeros(new Shape(LAYOUT.rows(), LAYOUT.features()));
        rows.setRequiresGradient(true);
        NDArray points = RandomInputs.alongRays(manager, POINTS / 32, 32, 0.0017f);
        NDArray weight = RandomInputs.uniform(manager, "weight", -1, 1, POINTS, LAYOUT.width());
        backward(host.hashGrid(LAYOUT), weight, points, rows);
        return Tape.gradient(rows).duplicate();
    }
}
