package io.fieldwork.fields.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.TrainResult;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageSessionTest {
    /** Waves of four and three periods. */
    private static final ExactImage WAVES = (x, y, rgb) -> {
        rgb[0] = 0.5 + 0.3 * Math.cos(8 * Math.PI * x);
        rgb[1] = 0.5 + 0.3 * Math.cos(6 * Math.PI * y);
        rgb[2] = 0.5 + 0.2 * Math.cos(8 * Math.PI * x) * Math.cos(6 * Math.PI * y);
    };

    private static ImageFieldOptions field(String name) {
        return switch (name) {
            case "cam" ->
                CamOptionsBuilder.builder()
                        .frequencies(32)
                        .sigma(4.0)
                        .hidden(32)
                        .nodes(8)
                        .build();
            case "cubic" ->
                CamOptionsBuilder.builder()
                        .frequencies(32)
                        .sigma(4.0)
                        .hidden(32)
                        .nodes(8)
                        .interpolation("cubic")
                        .coordinates(List.of("x"))
                        .build();
            case "neurbf" ->
                NeurbfOptionsBuilder.builder().bases(60).channels(16).hidden(32).build();
            case "neurbf-published" ->
                PublishedNeurbfOptionsBuilder.builder()
                        .bases(60)
                        .channels(16)
                        .hidden(32)
                        .highest(8.0)
                        .build();
            case "hashGrid" ->
                PlaneHashOptionsBuilder.builder()
                        .levels(4)
                        .log2Table(8)
                        .baseResolution(4)
                        .hidden(32)
                        .build();
            default ->
                FfnOptionsBuilder.builder()
                        .frequencies(32)
                        .sigma(4.0)
                        .hidden(32)
                        .build();
        };
    }

    private static ImageOptions options(String name, int batch, int every, long steps) {
        return ImageOptionsBuilder.builder()
                .field(field(name))
                .sampling(new ImageSamplingOptions(batch, every, null))
                .train(TrainOptionsBuilder.builder()
                        .steps(steps)
                        .rate(name.equals("hashGrid") || name.equals("neurbf-published") ? 0.01 : 0.003)
                        .build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffn", "cam", "cubic", "hashGrid", "neurbf"})
    void everyFieldLearnsAPicture(String name) {
        try (NDManager manager = Compute.configured().newManager();
                ImageSession session =
                        options(name, 512, 1, 300).open(manager, WAVES.pixels(32), WAVES.halfway(32), null)) {
            assertFalse(session.task().isFull());
            assertEquals(
                    TrainResult.Stop.STEPS,
                    session.trainer(null, List.of()).run().stop());
            Map<String, Double> numbers = session.task().evaluate();
            assertTrue(numbers.get("psnr") > 27, numbers.toString());
            assertTrue(numbers.get("psnrOffSample") > 23, numbers.toString());
            assertEquals(2.0 * session.parameters(), numbers.get("bytes"));
            Image large = session.learned().image(70, 50);
            assertEquals(List.of(70, 50, 3), List.of(large.width(), large.height(), large.channels()));
            float[] corner = session.learned().at(new float[] {0.5f / 70, 0.5f / 50});
            assertEquals(255 * corner[0], large.level(0), 0.6);
        }
    }

    /** A plane is met between the pixels, and outside of the outermost middles by the nearest ones. */
    @Test
    void coloursBetweenPixelsAreThoseOfCubicInterpolation() {
        ExactImage plane = (x, y, rgb) -> {
            rgb[0] = 0.2 + 0.4 * x;
            rgb[1] = 0.8 - 0.5 * y;
            rgb[2] = 0.5;
        };
        TrainingPixels pixels = new TrainingPixels(plane.pixels(50), 2);
        float[] places = new float[2];
        float[] colors = new float[3];
        pixels.copy(5L * 25 + 9, 0.3, -0.4, 0, places, colors);
        assertEquals((2 * 9.3 + 0.5) / 50, places[0], 1e-6);
        assertEquals((2 * 4.6 + 0.5) / 50, places[1], 1e-6);
        assertEquals(0.2 + 0.4 * places[0], colors[0], 0.003);
        assertEquals(0.8 - 0.5 * places[1], colors[1], 0.003);
        float[] middle = new float[3];
        pixels.copy(5L * 25 + 9, 0, places, middle);
        pixels.copy(5L * 25 + 9, 0, 0, 0, places, colors);
        assertArrayEquals(middle, colors, 1e-6f);
    }

    /** The published form knows its pixels better than what lies between them, where interpolating them is better. */
    @Test
    void thePublishedBasesMemorise() {
        try (NDManager manager = Compute.configured().newManager();
                ImageSession session = options("neurbf-published", 1024, 1, 200)
                        .open(manager, WAVES.pixels(32), WAVES.halfway(32), null)) {
            session.trainer(null, List.of()).run();
            Map<String, Double> numbers = session.task().evaluate();
            assertTrue(numbers.get("psnr") > 27, numbers.toString());
            assertTrue(numbers.get("psnrOffSample") < numbers.get("psnrBilinear") - 2, numbers.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cam", "neurbf", "neurbf-published"})
    void theSameSeedIsTheSamePictureAndAllPixelsAreSeenAtOnce(String name) {
        Map<String, Double> first = null;
        for (int i = 0; i < 2; i++) {
            try (NDManager manager = Compute.configured().newManager();
                    ImageSession session = options(name, 1024, 1, 20).open(manager, WAVES.pixels(32))) {
                assertTrue(session.task().isFull());
                session.trainer(null, List.of()).run();
                Map<String, Double> numbers = session.task().evaluate();
                assertEquals(first == null ? numbers : first, numbers);
                first = numbers;
            }
        }
    }

    @Test
    void pixelsThatAreHeldOutAreMeasuredApart() {
        try (NDManager manager = Compute.configured().newManager();
                ImageSession session = options("ffn", 4096, 2, 200).open(manager, WAVES.pixels(33))) {
            assertEquals(17 * 17, session.evaluation().pixels().count());
            session.trainer(null, List.of()).run();
            Map<String, Double> numbers = session.task().evaluate();
            assertTrue(numbers.get("psnr") > 20, numbers.toString());
            assertTrue(numbers.get("psnrBilinear") > 20 && numbers.get("psnrBilinear") < 40, numbers.toString());
        }
    }

    /** Waves of eight pixels, even at the borders: what is mirrored there goes on as it is. */
    @Test
    void theTruthBetweenPixelsIsThatOfItsWaves() {
        ExactImage wave = (x, y, rgb) -> {
            rgb[0] = 0.5 + 0.4 * Math.cos(8 * Math.PI * x);
            rgb[1] = 0.5 + 0.4 * Math.cos(16 * Math.PI * y);
            rgb[2] = 0.25;
        };
        HalfwayColors exact = wave.halfway(32);
        HalfwayColors found = HalfwayColors.bandLimited(wave.pixels(32));
        for (int y = 0; y < 31; y++) {
            assertArrayEquals(exact.row(y), found.row(y), 0.006f, "row " + y);
        }
    }

    @Test
    void bilinearInterpolationOfAPlaneIsExact() {
        ExactImage plane = (x, y, rgb) -> {
            rgb[0] = x;
            rgb[1] = y;
            rgb[2] = 0.5 * x + 0.5 * y;
        };
        for (int every : new int[] {1, 3}) {
            try (NDManager manager = Compute.configured().newManager();
                    ImageSession session =
                            options("ffn", 4096, every, 1).open(manager, plane.pixels(61), plane.halfway(61), null)) {
                assertTrue(session.task().evaluate().get("psnrBilinear") > 55);
            }
        }
    }

    @Test
    void whatIsTransparentIsWhite() {
        byte[] rgba = {100, 0, 0, 0, 100, 0, 0, (byte) 255, 0, 0, 0, (byte) 128, 9, 9, 9, (byte) 255};
        Image opaque = TrainingPixels.opaque(new Image(2, 2, 4, rgba));
        assertArrayEquals(
                new int[] {255, 255, 255, 100, 0, 0, 127, 127, 127, 9, 9, 9},
                IntStream.range(0, 12).map(opaque::level).toArray());
    }

    @Test
    void mistakesAreOneSentence() {
        assertThrows(UserError.class, () -> new ImageSamplingOptions(0, 1, null));
        assertThrows(
                UserError.class,
                () -> CamOptionsBuilder.builder().coordinates(List.of("z")).build());
        assertThrows(
                UserError.class,
                () -> CamOptionsBuilder.builder()
                        .interpolation("cubic")
                        .nodes(3)
                        .build());
        try (NDManager manager = Compute.configured().newManager()) {
            ImageOptions options = options("ffn", 64, 1, 1);
            assertThrows(UserError.class, () -> options.open(manager, WAVES.pixels(2)));
        }
    }
}
