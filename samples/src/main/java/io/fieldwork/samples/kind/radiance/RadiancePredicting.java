package io.fieldwork.samples.kind.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.kind.PredictOptions;
import io.fieldwork.samples.kind.Predicting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Density and colour of a field at points {@code x, y, z} in world coordinates, seen along the directions {@code dx, dy, dz},
 * or along -z where there are none.
 */
record RadiancePredicting(NDManager manager, RadianceField field) implements Predicting {
    private static final List<String> PLACES = List.of("x", "y", "z");
    private static final List<String> DIRECTIONS = List.of("dx", "dy", "dz");
    private static final List<String> VALUES = List.of("density", "r", "g", "b");
    private static final int CHUNK = 1 << 16;

    @Override
    public SequencedMap<String, NpyArray> predict(PredictOptions options) {
        SequencedMap<String, NpyArray> arrays = options.coordinates(PLACES);
        float[] places = flat(PredictOptions.points(arrays));
        float[] directions = directions(options, places.length);
        int count = places.length / 3;
        double[][] values = new double[VALUES.size()][count];
        for (int from = 0; from < count; from += CHUNK) {
            int to = Math.min(from + CHUNK, count);
            evaluate(
                    Arrays.copyOfRange(places, 3 * from, 3 * to),
                    Arrays.copyOfRange(directions, 3 * from, 3 * to),
                    from,
                    values);
        }
        long outside = IntStream.range(0, count)
                .filter(i -> !inside(places[3 * i], places[3 * i + 1], places[3 * i + 2]))
                .count();
        if (outside > 0) {
            options.note()
                    .accept(outside + " of " + count
                            + " points lie outside the box of the field, where the density is 0.");
        }
        int[] shape = arrays.firstEntry().getValue().shape();
        SequencedMap<String, NpyArray> all = new LinkedHashMap<>(arrays);
        for (String name : options.values().isEmpty() ? VALUES : options.values()) {
            UserError.oneOf("--values", name, VALUES);
            all.put(name, NpyArray.of(values[VALUES.indexOf(name)], shape));
        }
        return all;
    }

    private static float[] directions(PredictOptions options, int length) {
        float[] directions = new float[length];
        boolean given = DIRECTIONS.stream().anyMatch(options.input().names()::contains);
        if (!given) {
            options.note().accept("The colour is what is seen along -z; columns dx, dy, dz give other directions.");
        }
        float[] said = given ? flat(PredictOptions.points(options.coordinates(DIRECTIONS))) : new float[0];
        if (given && said.length != length) {
            throw new UserError("The file " + options.file() + " has " + length / 3 + " points but " + said.length / 3
                    + " directions; expected as many.");
        }
        for (int i = 0; i < length; i += 3) {
            double norm = given ? Math.hypot(Math.hypot(said[i], said[i + 1]), said[i + 2]) : 1;
            for (int k = 0; k < 3; k++) {
                directions[i + k] = given ? (float) (said[i + k] / norm) : k == 2 ? -1 : 0;
            }
            if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
                throw new UserError("The direction of point " + i / 3 + " of the file " + options.file()
                        + " has no length; expected vectors that are not zero.");
            }
        }
        return directions;
    }

    private static float[] flat(double[][] points) {
        float[] flat = new float[3 * points.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) points[i / 3][i % 3];
        }
        return flat;
    }

    /** Density outside the box counts as zero. */
    private void evaluate(float[] places, float[] directions, int offset, double[][] values) {
        int count = places.length / 3;
        try (NDManager scratch = manager.newSubManager();
                Tape off = Tape.forwardOnly()) {
            NDArray x = scratch.create(places, new Shape(count, 3));
            NDArray rays = scratch.create(IntStream.range(0, count).toArray());
            Medium.Geometry geometry = field.geometry(off, x);
            Medium.Views views = new Medium.Views(scratch.create(directions, new Shape(count, 3)), rays);
            float[] density = geometry.density().toFloatArray();
            float[] colors = field.color(off, geometry, views).toFloatArray();
            for (int i = 0; i < count; i++) {
                boolean inside = inside(places[3 * i], places[3 * i + 1], places[3 * i + 2]);
                values[0][offset + i] = inside ? density[i] : 0;
                for (int k = 0; k < 3; k++) {
                    values[1 + k][offset + i] = colors[3 * i + k];
                }
            }
        }
    }

    private boolean inside(float x, float y, float z) {
        Box box = field.box();
        return x >= box.minX()
                && x <= box.maxX()
                && y >= box.minY()
                && y <= box.maxY()
                && z >= box.minZ()
                && z <= box.maxZ();
    }
}
