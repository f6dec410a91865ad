package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.StringTokenizer;

/** The positions of the vertices of a PLY file (text or binary), the first element of the file. */
final class PlyPoints {
    private static final int LONGEST_HEADER = 1 << 16;

    private final Path file;
    private final List<String> types = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private String format = "";
    private long count = -1;
    private int elements;

    private PlyPoints(Path file) {
        this.file = file;
    }

    /** The points [3]. */
    static List<double[]> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError("The points %s that ply_file_path names do not exist.".formatted(file));
        }
        try {
            return new PlyPoints(file).parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UserError("The file %s cannot be read (%s).".formatted(file, UserError.reason(e)), e);
        }
    }

    private List<double[]> parse(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("end_header");
        if (!text.startsWith("ply") || end < 0 || text.indexOf('\n', end) < 0) {
            throw damaged("has no PLY header");
        }
        text.substring(0, end).lines().forEach(this::header);
        int[] at = {names.indexOf("x"), names.indexOf("y"), names.indexOf("z")};
        if (count < 0 || at[0] < 0 || at[1] < 0 || at[2] < 0) {
            throw damaged("does not begin with vertices of x, y and z");
        }
        for (int axis : at) {
            if (!format.equals("ascii")
                    && !List.of("float", "float32", "double", "float64").contains(types.get(axis))) {
                throw damaged("has coordinates of the type " + types.get(axis) + ", not float or double");
            }
        }
        int body = text.indexOf('\n', end) + 1;
        return switch (format) {
            case "ascii" -> words(new String(bytes, body, bytes.length - body, StandardCharsets.ISO_8859_1), at);
            case "binary_little_endian" -> binary(bytes, body, ByteOrder.LITTLE_ENDIAN, at);
            case "binary_big_endian" -> binary(bytes, body, ByteOrder.BIG_ENDIAN, at);
            default -> throw damaged("has the unknown format " + format);
        };
    }

    private void header(String line) {
        String[] words = line.strip().split("\\s+");
        if (words[0].equals("format") && words.length > 1) {
            format = words[1];
        } else if (words[0].equals("element") && words.length > 2) {
            elements++;
            if (elements == 1 && words[1].equals("vertex") && words[2].matches("\\d{1,9}")) {
                count = Long.parseLong(words[2]);
            }
        } else if (words[0].equals("property") && elements == 1 && words.length > 2) {
            types.add(words[1]);
            names.add(words[2]);
        }
    }

    private List<double[]> words(String body, int[] at) {
        StringTokenizer tokens = new StringTokenizer(body);
        List<double[]> points = new ArrayList<>();
        double[] row = new double[names.size()];
        try {
            for (long i = 0; i < count; i++) {
                for (int k = 0; k < row.length; k++) {
                    row[k] = Double.parseDouble(tokens.nextToken());
                }
                points.add(new double[] {row[at[0]], row[at[1]], row[at[2]]});
            }
        } catch (NoSuchElementException | NumberFormatException e) {
            throw damaged("is truncated or damaged");
        }
        return finite(points);
    }

    private List<double[]> binary(byte[] bytes, int body, ByteOrder order, int[] at) {
        int[] offsets = new int[types.size() + 1];
        for (int i = 0; i < types.size(); i++) {
            offsets[i + 1] = offsets[i] + size(types.get(i));
        }
        int stride = offsets[types.size()];
        if (bytes.length - body < count * stride) {
            throw damaged("is truncated");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] point = new double[3];
            for (int k = 0; k < 3; k++) {
                int place = body + i * stride + offsets[at[k]];
                point[k] = size(types.get(at[k])) == 8 ? buffer.getDouble(place) : buffer.getFloat(place);
            }
            points.add(point);
        }
        return finite(points);
    }

    private int size(String type) {
        return switch (type) {
            case "char", "uchar", "int8", "uint8" -> 1;
            case "short", "ushort", "int16", "uint16" -> 2;
            case "int", "uint", "int32", "uint32", "float", "float32" -> 4;
            case "double", "float64" -> 8;
            default -> throw damaged("has vertices with the unknown property type " + type);
        };
    }

    private static List<double[]> finite(List<double[]> points) {
        points.removeIf(p -> !Double.isFinite(p[0] + p[1] + p[2]));
        return points;
    }

    private UserError damaged(String why) {
        return new UserError("The points %s cannot be used: the file %s.".formatted(file, why));
    }
}
