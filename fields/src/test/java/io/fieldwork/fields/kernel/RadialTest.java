package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.RadialLayout.Profile;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums of radial bases: against values by hand, differences, and in their three forms. */
class RadialTest {
    private static final int BASES = 23;
    private static NDManager manager;
    private static KernelChecks checks;
    private static Kernels host;
    private static Kernels plain;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        checks = new KernelChecks(manager);
        host = Kernels.of(manager, "host");
        plain = Kernels.of(manager, "plain");
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    static Stream<RadialLayout> layouts() {
        return Stream.of(Profile.values())
                .flatMap(profile -> IntStream.of(2, 3)
                        .boxed()
                        .flatMap(d -> Stream.of(true, false).map(waves -> new RadialLayout(d, profile, waves))));
    }

    /** Places, centres, numbers, shapes that are positive, factors, and lists of different lengths, of which every fifth is empty. */
    private static NDArray[] operands(RadialLayout layout, int n, int features) {
        int d = layout.dimensions();
        double[] shapes = new double[BASES * layout.entries()];
        Draws draws = Draws.of(9, "shapes", d);
        for (int i = 0; i < shapes.length; i++) {
            int entry = i % layout.entries();
            boolean diagonal = d == 2 ? entry != 1 : entry == 0 || entry == 3 || entry == 5;
            shapes[i] = diagonal ? 0.8 + 0.4 * draws.uniform(i) : 0.3 * draws.uniform(i);
        }
        int[] offsets = new int[n + 1];
        for (int i = 0; i < n; i++) {
            offsets[i + 1] = offsets[i] + (i % 5 == 4 ? 0 : 1 + i * 7 % 20);
        }
        int[] bases = new int[offsets[n]];
        for (int i = 0; i < n; i++) {
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                bases[k] = (i * 3 + k - offsets[i]) % BASES;
            }
        }
        return new NDArray[] {
            checks.uniform("x", 0, 0.6, Math.max(1, n), d).get(":" + n),
            checks.uniform("centres", 0, 0.6, BASES, d),
            checks.uniform("rows", -1, 1, BASES, features),
            manager.create(shapes, new Shape(BASES, layout.entries())),
            checks.uniform("factors", 0.5, 8, features),
            manager.create(offsets),
            manager.create(bases)
        };
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void gradientsAreThoseOfDifferences(RadialLayout layout) {
        for (int which = 0; which < 3; which++) {
            checks.differences(plain.radial(layout), which, operands(layout, 12, 5));
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void hostIsPlain(RadialLayout layout) {
        for (int n : new int[] {0, 1, 700}) {
            for (int features : new int[] {1, 7, 32}) {
                checks.agree(host.radial(layout), manager, plain.radial(layout), 3, operands(layout, n, features));
            }
        }
    }

    static Stream<CudaSubject> subjects() {
        return CudaSubject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void deviceIsPlain(CudaSubject subject) {
        layouts().forEach(layout -> {
            for (int n : new int[] {0, 1, 90}) {
                checks.agree(
                        subject.kernels().radial(layout),
                        subject.manager(),
                        plain.radial(layout),
                        3,
                        operands(layout, n, 33));
            }
        });
    }

    /** Two bases on a line around the point between them, whose shares are known. */
    @Test
    void sharesAreThoseOfTheDefinition() {
        NDArray[] in = {
            manager.create(new float[] {0.25f, 0}, new Shape(1, 2)),
            manager.create(new float[] {0, 0, 1, 0}, new Shape(2, 2)),
            manager.create(new float[] {1, 3}, new Shape(2, 1)),
            manager.create(new float[] {4, 0, 9, 1, 0.5f, 2}, new Shape(2, 3)),
            manager.create(new float[] {2}),
            manager.create(new int[] {0, 2}),
            manager.create(new int[] {0, 1})
        };
        double a = 1 / (1 + 4 * 0.0625);
        double b = 1 / (1 + 0.5625);
        double waves = Math.sin(2 * a / (a + b)) + 3 * Math.sin(2 * b / (a + b));
        double p = Math.pow(1 - 4 * 0.0625, 3);
        double q = Math.pow(1 - 0.5625, 3);
        for (Kernels kernels : new Kernels[] {host, plain}) {
            assertEquals(waves, value(kernels, Profile.INVERSE_QUADRATIC, true, in), 1e-5);
            assertEquals((a + 3 * b) / (a + b), value(kernels, Profile.INVERSE_QUADRATIC, false, in), 1e-5);
            assertEquals((p + 3 * q) / (p + q + 0.01), value(kernels, Profile.TRIWEIGHT, false, in), 1e-5);
        }
    }

    private static float value(Kernels kernels, Profile profile, boolean waves, NDArray[] in) {
        try (Tape off = Tape.forwardOnly()) {
            return kernels.radial(new RadialLayout(2, profile, waves))
                    .apply(off, in)[0]
                    .getFloat();
        }
    }

    @Test
    void gradientsDoNotDependOnTheNumberOfThreads() {
        RadialLayout layout = new RadialLayout(2, Profile.TRIWEIGHT, true);
        NDArray[] in = operands(layout, 5000, 32);
        Function<Integer, double[][]> all = threads -> {
            Parallel.limit(threads);
            return checks.run(host.radial(layout), manager, DataType.FLOAT32, 3, in);
        };
        int processors = Runtime.getRuntime().availableProcessors();
        try {
            double[][] expected = all.apply(1);
            double[][] actual = all.apply(processors);
            for (int k = 0; k < expected.length; k++) {
                assertArrayEquals(expected[k], actual[k], "array " + k);
            }
        } finally {
            Parallel.limit(processors);
        }
    }

    @Test
    void basesThatDoNotExistAreRefused() {
        RadialLayout layout = new RadialLayout(2, Profile.INVERSE_QUADRATIC, false);
        NDArray[] in = operands(layout, 2, 3);
        for (int i = 0; i < 5; i++) {
            in[i] = in[i].toType(DataType.FLOAT32, false);
        }
        int[] bases = in[6].toIntArray();
        Arrays.fill(bases, BASES);
        in[6] = manager.create(bases);
        try (Tape off = Tape.forwardOnly()) {
            assertThrows(
                    IndexOutOfBoundsException.class, () -> host.radial(layout).apply(off, in));
        }
    }
}
