package io.fieldwork.fields.scene.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fieldwork.fields.tensor.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A parser of COLMAP's text files {@code cameras.txt}, {@code images.txt} and {@code points3D.txt}. */
final class ColmapText {
    private static final Pattern NUMBERS = Pattern.compile("(?i)[-+0-9.enaif\\s]*");
    /** The mark of its byte order, with which some editors begin a text, in UTF-8 or read as Latin-1. */
    private static final Pattern MARK = Pattern.compile("^(\uFEFF|\u00EF\u00BB\u00BF)");

    private final ColmapModel model = new ColmapModel();

    private ColmapText() {}

    static ColmapModel read(Path folder) {
        ColmapText text = new ColmapText();
        text.lines(folder.resolve("cameras.txt"), false, text::camera);
        text.lines(folder.resolve("images.txt"), true, text::view);
        if (Files.exists(folder.resolve("points3D.txt"))) {
            text.lines(folder.resolve("points3D.txt"), false, text::point);
        }
        return text.model;
    }

    private interface LineParser {
        void parse(String line, Path file);
    }

    /** Parses all lines but comments, empty ones and, in images.txt, the observations that may follow each. */
    private void lines(Path file, boolean observations, LineParser parser) {
        try (BufferedReader reader = Files.newBufferedReader(file, observations ? charset(file) : ISO_8859_1)) {
            int number = 1;
            boolean parsed = false;
            for (String read = reader.readLine(); read != null; read = reader.readLine(), number++) {
                String line = number == 1 ? MARK.matcher(read).replaceFirst("") : read;
                boolean observed = observations && parsed && isObservations(line);
                if (line.isBlank() || line.startsWith("#") || observed) {
                    parsed = false;
                    continue;
                }
                try {
                    parser.parse(line.strip(), file);
                    parsed = true;
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    throw new UserError("Line %d of %s cannot be understood: %s".formatted(number, file, line), e);
                }
            }
        } catch (IOException e) {
            throw new UserError("The file %s cannot be read (%s).".formatted(file, UserError.reason(e)), e);
        }
    }

    /** UTF-8, unless the names of a file are in another encoding, which is then taken for Latin-1. */
    private static Charset charset(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            reader.skip(Long.MAX_VALUE);
            return UTF_8;
        } catch (CharacterCodingException e) {
            return ISO_8859_1;
        }
    }

    /** Whether a line holds triples of numbers; some programs leave these lines out, and the next image follows. */
    private static boolean isObservations(String line) {
        String[] words = line.strip().split("\\s+");
        return words.length % 3 == 0 && NUMBERS.matcher(line).matches();
    }

    private void camera(String line, Path file) {
        String[] words = line.split("\\s+");
        int number = ColmapModel.modelNumber(words[1], file);
        double[] parameters = numbers(words, 4, ColmapModel.parameterCount(number, file));
        int width = Integer.parseInt(words[2]);
        int height = Integer.parseInt(words[3]);
        model.addCamera(Integer.parseInt(words[0]), number, width, height, parameters, file);
    }

    private void view(String line, Path file) {
        String[] words = line.split("\\s+", 10);
        String name = Path.of(words[9]).toString();
        model.addView(name, Integer.parseInt(words[8]), numbers(words, 1, 4), numbers(words, 5, 3), file);
    }

    private void point(String line, Path file) {
        model.points.add(numbers(line.split("\\s+", 5), 1, 3));
    }

    private static double[] numbers(String[] words, int from, int count) {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = Double.parseDouble(words[from + i]);
        }
        return out;
    }
}
