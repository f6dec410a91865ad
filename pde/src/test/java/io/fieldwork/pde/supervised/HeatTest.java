package io.fieldwork.pde.supervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.data.PairsOptionsBuilder;
import io.fieldwork.pde.data.ProgressListener;
import io.fieldwork.pde.operator.FnoOptionsBuilder;
import io.fieldwork.pde.operator.OperatorOptions;
import io.fieldwork.pde.operator.UnetOptionsBuilder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators learn what the heat kernel does to sums of waves, each by its own factor. */
class HeatTest {
    private static final int SAMPLES = 24;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    /** Functions on a grid with their smoothed ones, of which the wave k is exp(-decay |k|²) as high; their root mean squares are 1. */
    private Path data(double decay, int... points) throws IOException {
        int count = Arrays.stream(points).reduce(1, (p, q) -> p * q);
        float[] before = new float[SAMPLES * count];
        float[] after = new float[SAMPLES * count];
        Random random = new Random(7);
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int wave = 0; wave < 6; wave++) {
                int[] k = random.ints(points.length, -2, 3).toArray();
                double phase = 2 * Math.PI * random.nextDouble();
                double height = random.nextGaussian();
                double factor =
                        Math.exp(-decay * Arrays.stream(k).map(n -> n * n).sum());
                for (int i = 0; i < count; i++) {
                    double value = height * Math.cos(phase + angle(k, points, i));
                    before[sample * count + i] += (float) value;
                    after[sample * count + i] += (float) (factor * value);
                }
            }
            double size = Math.sqrt(IntStream.range(sample * count, (sample + 1) * count)
                    .mapToDouble(i -> before[i] * before[i] / count)
                    .sum());
            for (int i = sample * count; i < (sample + 1) * count; i++) {
                before[i] /= (float) size;
                after[i] /= (float) size;
            }
        }
        int[] shape = new int[points.length + 1];
        shape[0] = SAMPLES;
        System.arraycopy(points, 0, shape, 1, points.length);
        Path file = folder.resolve("heat.npz");
        NpzFile.write(file, Map.of("u0", NpyArray.of(before, shape), "u1", NpyArray.of(after, shape)), false);
        return file;
    }

    private static double angle(int[] k, int[] points, int index) {
        double angle = 0;
        int rest = index;
        for (int axis = points.length - 1; axis >= 0; axis--) {
            angle += 2 * Math.PI * k[axis] * (rest % points[axis]) / points[axis];
            rest /= points[axis];
        }
        return angle;
    }

    private DataSplits open(Path file, String axes) {
        return PairsOptionsBuilder.builder()
                .path(file.toString())
                .input("u0")
                .output("u1")
                .axes(axes)
                .boundary("periodic")
                .validation(0)
                .test(4)
                .build()
                .open(folder, ProgressListener.NONE);
    }

    private static OperatorSession session(NDManager manager, DataSplits data, OperatorOptions field, long steps) {
        return OperatorSession.open(
                manager,
                data,
                field,
                LearningOptionsBuilder.builder().batch(5).loss("l2").build(),
                TrainOptionsBuilder.builder().steps(steps).rate(1e-2).build(),
                null);
    }

    /** Learns, beats what leaves functions as they are, and predicts the same from its checkpoint alone and on a finer grid. */
    @Test
    void aFourierOperatorInSpace() throws IOException {
        DataSplits data = open(data(0.2, 6, 8, 10), "ndhw");
        assertEquals(
                "heat.npz: 20 samples, input 1x6x8x10, output 1x6x8x10, periodic",
                data.train().description());
        OperatorOptions fno = FnoOptionsBuilder.builder()
                .layers(1)
                .width(6)
                .modes(3)
                .projection(8)
                .build();
        float[] input = new float[6 * 8 * 10];
        data.test().input(0, FloatBuffer.wrap(input));
        Path checkpoint = folder.resolve("state.safetensors");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                OperatorSession session = session(manager, data, fno, 120)) {
            session.trainer(checkpoint, List.of()).run();
            double error = session.task().evaluate().get("relativeL2");
            assertTrue(error < 0.35 * identity(data), error + " against " + identity(data));
            float[] found = session.predict(input, 1, 6, 8, 10);
            DataSplits form = OperatorSession.form(checkpoint).orElseThrow();
            try (OperatorSession again = session(manager, form, fno, 120)) {
                again.trainer(checkpoint, List.of()).resume(checkpoint);
                assertArrayEquals(found, again.predict(input, 1, 6, 8, 10));
                assertEquals(2 * 7 * 9 * 11, again.predict(new float[2 * 7 * 9 * 11], 2, 7, 9, 11).length);
                String message = assertThrows(UserError.class, () -> again.predict(input, 1, 48, 10))
                        .getMessage();
                assertTrue(message.contains("on a space (6 x 8 x 10) and does not run on a plane (48 x 10)"), message);
            }
        }
    }

    @Test
    void aUnetOnALine() throws IOException {
        DataSplits data = open(data(1, 48), "nw");
        OperatorOptions unet = UnetOptionsBuilder.builder().depth(2).width(8).build();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                OperatorSession session = session(manager, data, unet, 200)) {
            session.trainer(null, List.of()).run();
            double error = session.task().evaluate().get("relativeL2");
            assertTrue(error < 0.75 * Math.min(1, identity(data)), error + " against " + identity(data));
        }
    }

    /** The mean error of the input itself. */
    private static double identity(DataSplits data) {
        double sum = 0;
        int count = data.test().size().count();
        for (int sample = 0; sample < data.test().count(); sample++) {
            float[] u = new float[count];
            float[] v = new float[count];
            data.test().input(sample, FloatBuffer.wrap(u));
            data.test().output(sample, FloatBuffer.wrap(v));
            double difference = 0;
            double norm = 0;
            for (int i = 0; i < count; i++) {
                difference += (u[i] - v[i]) * (u[i] - v[i]);
                norm += v[i] * v[i];
            }
            sum += Math.sqrt(difference / norm);
        }
        return sum / data.test().count();
    }
}
