package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.jet.kernel.SoftplusNetwork;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loops of the host kernels are compiled and stay compiled, whatever sizes they meet. */
class CompilationTest {
    private static final int CALLS = 500;
    private static final int FEW = 6;
    private static final float[] POOL = pool();

    private final NDManager manager = Compute.choose("cpu").newManager();
    private final Kernels host = Kernels.of(manager, "host");
    private final Random random = new Random(3);

    private static float[] pool() {
        Random random = new Random(7);
        float[] pool = new float[1 << 21];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = random.nextFloat();
        }
        return pool;
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void stays(IntConsumer call) {
        CompilationWatch watch = CompilationWatch.open();
        try (watch) {
            for (int i = 0; i < CALLS; i++) {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    call.accept(i);
                }
            }
        }
        String often = watch.compiled().entrySet().stream()
                .filter(entry -> entry.getValue() > FEW && CompilationWatch.isKernel(entry.getKey()))
                .map(Map.Entry::toString)
                .collect(Collectors.joining(", "));
        assertTrue(often.isEmpty(), often + " compiled again and again; taken back: " + watch.trapped());
    }

    /** 0, 1, a few, and many elements in turn. */
    private int size(int call) {
        return switch (call % 5) {
            case 0 -> random.nextInt(3);
            case 1 -> 1 + random.nextInt(40);
            case 2 -> 1000 + random.nextInt(1000);
            case 3 -> 16 * (1 + random.nextInt(64));
            default -> 20_000 + random.nextInt(20_000);
        };
    }

    private NDArray uniform(long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        int from = random.nextInt(POOL.length - count);
        return manager.create(FloatBuffer.wrap(POOL, from, count), new Shape(shape));
    }

    private void apply(Operation operation, int differentiable, NDArray... inputs) {
        try (Tape tape = Tape.open()) {
            for (int i = 0; i < differentiable; i++) {
                inputs[i].setRequiresGradient(true);
            }
            NDArray[] outputs = operation.apply(tape, inputs);
            if (differentiable > 0) {
                tape.backward(outputs[0].sum());
            }
        }
    }

    @Test
    void adam() {
        AdamStep step = new AdamStep(1e-3, 0.9, 0.99, 1e-8, 0, 5);
        stays(call -> {
            int n = size(call);
            host.adam(uniform(n), uniform(n), uniform(n), uniform(n), step);
        });
    }

    @Test
    void sparseAdam() {
        AdamStep step = new AdamStep(1e-3, 0.9, 0.99, 1e-8, 0, 5);
        stays(call -> {
            int n = size(call);
            NDArray gradient = uniform(n).gt(0.5f).toType(DataType.FLOAT32, false);
            host.sparseAdam(
                    uniform(n), gradient, uniform(n), uniform(n), manager.zeros(new Shape(n), DataType.INT32), step);
        });
    }

    @Test
    void rmsProp() {
        RmsPropStep step = new RmsPropStep(1e-3, 0.95, 1e-8, 0);
        stays(call -> {
            int n = size(call);
            NDArray gradient = uniform(n).gt(0.5f).toType(DataType.FLOAT32, false);
            host.rmsProp(uniform(n), gradient, uniform(n), step);
        });
    }

    @Test
    void voxels() {
        int[] links = new int[16 * 16 * 16];
        Arrays.setAll(links, i -> i % 3 == 0 ? -1 : i);
        NDArray lattice = manager.create(links, new Shape(16, 16, 16));
        NDArray density = uniform(4096, 1);
        NDArray colors = uniform(4096, 27);
        Operation variation = host.voxelVariation(1e-5);
        stays(call -> {
            int n = size(call);
            int[] numbers = new int[n];
            Arrays.setAll(numbers, i -> i % 11);
            NDArray rays = manager.create(numbers);
            NDArray x = uniform(n, 3).mul(15);
            apply(host.voxels(), 2, x, density, lattice);
            NDArray seen = uniform(n).sub(0.5f);
            apply(host.voxelColors(), 2, x.duplicate(), colors, uniform(11, 9), rays, seen, lattice);
            apply(variation, 1, colors, rays, lattice);
        });
    }

    @Test
    void radialBases() {
        Operation radial = host.radial(new RadialLayout(2, RadialLayout.Profile.TRIWEIGHT, true));
        NDArray shapes = manager.ones(new Shape(50, 3)).sub(manager.create(new float[] {0, 0.8f, 0}));
        stays(call -> {
            int[] offsets = offsets(1 + random.nextInt(300));
            int n = offsets.length - 1;
            int[] bases = new int[offsets[n]];
            Arrays.setAll(bases, i -> i % 50);
            apply(
                    radial,
                    3,
                    uniform(n, 2),
                    uniform(50, 2),
                    uniform(50, 12),
                    shapes,
                    uniform(12),
                    manager.create(offsets),
                    manager.create(bases));
        });
    }

    @Test
    void harmonics() {
        stays(call -> apply(host.harmonics(4), 0, uniform(size(call), 3)));
    }

    @Test
    void frequencies() {
        Operation frequencies = host.frequencies(4);
        stays(call -> apply(frequencies, 1, uniform(size(call), 3)));
    }

    @Test
    void truncatedExp() {
        stays(call -> apply(host.truncatedExp(), 1, uniform(size(call))));
    }

    @Test
    void network() {
        Operation network = host.network(11, 20, 3);
        stays(call -> apply(network, 3, uniform(size(call), 11), uniform(20, 11), uniform(3, 20)));
    }

    @Test
    void hashGrid() {
        HashGridLayout layout = new HashGridLayout(4, 2, 12, 8, 64);
        Operation grid = host.hashGrid(layout);
        NDArray table = uniform(layout.rows(), 2);
        stays(call -> apply(grid, 2, uniform(size(call), 3), table));
    }

    @Test
    void hashGridNetworkWithItsGradient() {
        HashGridLayout layout = new HashGridLayout(4, 2, 12, 8, 64);
        Operation slope = host.slope(layout, 8, 20, 1);
        NDArray table = uniform(layout.rows(), 2);
        stays(call -> apply(slope, 0, uniform(size(call), 3), table, uniform(20, 8), uniform(1, 20)));
    }

    @Test
    void factorGrid() {
        FactorLayout sums = new FactorLayout(FactorLayout.Form.VM, 20, 30, 40, 20, true);
        FactorLayout products = new FactorLayout(FactorLayout.Form.CP, 20, 30, 40, 32, false);
        NDArray table = uniform(sums.rows(), 20);
        NDArray lines = uniform(products.rows(), 32);
        stays(call -> {
            int n = 1 + size(call) / 4;
            apply(host.factorGrid(sums), 2, uniform(n, 3), table);
            apply(host.factorGrid(products), 2, uniform(n, 3), lines);
        });
    }

    @Test
    void volumeRendering() {
        stays(call -> {
            int[] offsets = offsets(1 + random.nextInt(300));
            int n = offsets[offsets.length - 1];
            NDArray ends = manager.create(offsets);
            apply(host.composite(), 2, uniform(n), uniform(n, 3), uniform(n), ends);
            apply(host.accumulate(), 2, uniform(n), uniform(n, 5), ends);
        });
    }

    @Test
    void marching() {
        MarchRegion region = new MarchRegion(new float[] {-1, -1, -1}, new float[] {2, 2, 2}, 0.05f, 0.02f);
        stays(call -> {
            int rays = 1 + random.nextInt(200);
            NDArray occupied = uniform(16, 16, 16).gt(call % 3 == 0 ? 1 : 0.5f).toType(DataType.INT8, false);
            host.march(uniform(rays, 3), uniform(rays, 3), uniform(rays), occupied, region);
        });
    }

    /** Offsets of rays of which many have no samples. */
    private int[] offsets(int rays) {
        int[] offsets = new int[rays + 1];
        for (int ray = 0; ray < rays; ray++) {
            offsets[ray + 1] = offsets[ray] + (random.nextBoolean() ? 0 : random.nextInt(90));
        }
        return offsets;
    }

    @Test
    void jetsThroughLayers() {
        Slots slots = Slots.covering(List.of("t", "x"), "t", "xx");
        JetKernels kernels = JetKernels.of(manager, "host");
        Operation activation = kernels.activation(Activation.TANH, slots);
        Operation product = kernels.product(slots);
        stays(call -> {
            int points = 1 + size(call) / 40;
            NDArray z = uniform(slots.size(), points, 7).toType(DataType.FLOAT64, false);
            apply(activation, 1, z, manager.zeros(new Shape(7), DataType.FLOAT64));
            apply(product, 2, z, z.duplicate());
        });
    }

    @Test
    void softplusNetworkWithItsGradient() {
        SoftplusNetwork network = new SoftplusNetwork(100, 3, 0);
        JetKernels kernels = JetKernels.of(manager, "host");
        Operation slope = kernels.slope(network);
        Operation value = kernels.value(network);
        stays(call -> {
            NDArray x = uniform(1 + size(call) / 20, 9);
            NDArray[] weights = {uniform(9, 24), uniform(24), uniform(24, 24), uniform(24), uniform(24, 5), uniform(5)};
            apply(slope, 7, x, weights[0], weights[1], weights[2], weights[3], weights[4], weights[5]);
            apply(value, 0, x, weights[0], weights[1], weights[2], weights[3], weights[4], weights[5]);
        });
    }

    /** What the other tests rely on. */
    @Test
    void theWatchSeesWhatIsCompiled() {
        String name = "fields.kernel.CompilationTest.mixed";
        CompilationWatch watch = CompilationWatch.open();
        long sum = 0;
        try (watch) {
            for (int i = 0; i < 1_000_000_000 && !watch.compiled().containsKey(name); i++) {
                sum += mixed(i);
            }
        }
        assertTrue(sum != 0);
        assertTrue(watch.compiled().containsKey(name), watch.compiled().toString());
        assertTrue(CompilationWatch.isKernel(name));
    }

    private static long mixed(int seed) {
        long value = seed;
        for (int k = 0; k < 50; k++) {
            value = (value ^ value >>> 7) * 0x9E3779B97F4A7C15L;
        }
        return value;
    }
}
