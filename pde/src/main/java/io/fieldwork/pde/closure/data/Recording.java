package io.fieldwork.pde.closure.data;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.kinetic.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A run of an active fluid as frames at equal intervals, in an NPZ file: {@code time} [t], {@code concentration} [t, x, y],
 * {@code second}, {@code fourth}, {@code strain} and {@code velocity} [t, x, y, 2] as {@link Snapshot} has them, {@code fluid} [α, β,
 * ζ, d_T, d_R] and {@code length}. A file without {@code fourth} can be followed, but does not say what a closure should give.
 */
public final class Recording {
    private static final int NUMBERS = 5;
    private static final String FOURTH = "fourth";
    private static final String CONCENTRATION = "concentration";
    /** How much an interval may differ, as a share, beside the rounding of times in single precision. */
    private static final double SAME_INTERVAL = 1e-6;

    private final Path file;
    private final ActiveFluid fluid;
    private final double length;
    private final double[] times;
    private final int points;
    private final Map<String, NpyArray> fields = new LinkedHashMap<>();

    private Recording(Path file, NpzFile arrays) {
        this.file = file;
        times = arrays.array("time").numbers();
        double[] p = arrays.array("fluid").numbers();
        check(p.length == NUMBERS, "fluid has " + p.length + " numbers; expected alpha, beta, zeta, d_T and d_R");
        fluid = ActiveFluid.of(p[0], p[1], p[2], p[3], p[4]);
        double[] side = arrays.array("length").numbers();
        check(side.length == 1 && side[0] > 0 && Double.isFinite(side[0]), "length is not one positive number");
        length = side[0];
        NpyArray c = arrays.array(CONCENTRATION);
        check(c.shape().length == 3 && c.shape()[1] == c.shape()[2], "concentration is no series of squares [t, x, y]");
        points = c.shape()[1];
        check(c.shape()[0] == times.length && points > 0, "time and concentration differ in length");
        fields.put(CONCENTRATION, c);
        for (String name : List.of("second", FOURTH, "strain", "velocity")) {
            if (!name.equals(FOURTH) || arrays.names().contains(FOURTH)) {
                fields.put(name, arrays.array(name));
                int[] expected = {times.length, points, points, 2};
                check(Arrays.equals(fields.get(name).shape(), expected), name + " is not " + Arrays.toString(expected));
            }
        }
        checkTimes();
        checkFields();
    }

    private void checkTimes() {
        check(times.length >= 2, "time has " + times.length + " frames; expected two or more");
        check(interval() > 0 && Double.isFinite(interval()), "time does not rise");
        for (int frame = 1; frame < times.length; frame++) {
            double rounding = Math.ulp((float) times[frame]);
            double off = Math.abs(times[frame] - times[frame - 1] - interval());
            check(
                    off <= SAME_INTERVAL * interval() + rounding,
                    "time rises from " + times[frame - 1] + " to " + times[frame] + "; expected equal intervals of "
                            + interval());
        }
    }

    private void checkFields() {
        fields.forEach((name, array) -> {
            LongToDoubleFunction numbers = array.reader();
            boolean finite = LongStream.range(0, array.size())
                    .parallel()
                    .mapToDouble(numbers::applyAsDouble)
                    .allMatch(Double::isFinite);
            check(finite, name + " holds numbers that are not finite");
        });
        LongToDoubleFunction c = fields.get(CONCENTRATION).reader();
        long size = fields.get(CONCENTRATION).size();
        boolean positive = LongStream.range(0, size).parallel().allMatch(i -> c.applyAsDouble(i) > 0);
        check(positive, CONCENTRATION + " holds numbers that are not positive");
    }

    /**
     * {@return a recorded run, mapped}
     *
     * @throws UserError if the file is not one
     */
    public static Recording open(Path file) {
        return new Recording(file, NpzFile.map(file));
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new UserError("The file " + file + " is no recorded active fluid: " + otherwise + ".");
        }
    }

    /** Writes frames of one fluid, atomically. */
    static void write(Path file, ActiveFluid fluid, double length, List<Snapshot> frames) throws IOException {
        int n = frames.getFirst().points();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("fluid", NpyArray.of(numbers(fluid), NUMBERS));
        arrays.put("length", NpyArray.of(new double[] {length}, 1));
        arrays.put(
                "time", NpyArray.of(frames.stream().mapToDouble(Snapshot::time).toArray(), frames.size()));
        arrays.put(CONCENTRATION, NpyArray.of(joined(frames, Snapshot::concentration), frames.size(), n, n));
        put(arrays, "second", frames, Snapshot::second);
        if (frames.getFirst().fourth().length > 0) {
            put(arrays, FOURTH, frames, Snapshot::fourth);
        }
        put(arrays, "strain", frames, Snapshot::strain);
        put(arrays, "velocity", frames, Snapshot::velocity);
        NpzFile.write(file, arrays, false);
    }

    private static void put(
            Map<String, NpyArray> arrays, String name, List<Snapshot> frames, Function<Snapshot, double[]> field) {
        int n = frames.getFirst().points();
        arrays.put(name, NpyArray.of(joined(frames, field), frames.size(), n, n, 2));
    }

    private static double[] joined(List<Snapshot> frames, Function<Snapshot, double[]> field) {
        return frames.stream().map(field).flatMapToDouble(Arrays::stream).toArray();
    }

    /** {@return α, β, ζ, d_T, d_R} */
    public static double[] numbers(ActiveFluid fluid) {
        return new double[] {fluid.alpha(), fluid.beta(), fluid.zeta(), fluid.translation(), fluid.rotation()};
    }

    /** {@return where it lies} */
    public Path file() {
        return file;
    }

    /** {@return the fluid} */
    public ActiveFluid fluid() {
        return fluid;
    }

    /** {@return the side of the square} */
    public double length() {
        return length;
    }

    /** {@return points a side} */
    public int points() {
        return points;
    }

    /** {@return the number of frames} */
    public int frames() {
        return times.length;
    }

    /** {@return the time between two frames} */
    public double interval() {
        return (times[times.length - 1] - times[0]) / (times.length - 1);
    }

    /** {@return the time of a frame} */
    public double time(int frame) {
        return times[frame];
    }

    /** {@return the first frame at a time or later, the last one if there is none} */
    public int frameAt(double time) {
        int frame = 0;
        while (frame < times.length - 1 && times[frame] < time - 1e-6 * Math.max(1, interval())) {
            frame++;
        }
        return frame;
    }

    /** {@return whether it says what the fourth moment was} */
    public boolean hasFourth() {
        return fields.containsKey(FOURTH);
    }

    /** {@return a frame; its fourth moment is empty where it is not known} */
    public Snapshot frame(int frame) {
        return new Snapshot(
                times[frame],
                points,
                values(CONCENTRATION, frame),
                values("second", frame),
                values(FOURTH, frame),
                values("strain", frame),
                values("velocity", frame));
    }

    private double[] values(String name, int frame) {
        @Nullable NpyArray array = fields.get(name);
        if (array == null) {
            return new double[0];
        }
        int size = Math.toIntExact(array.size() / times.length);
        double[] values = new double[size];
        var numbers = array.reader();
        for (int i = 0; i < size; i++) {
            values[i] = numbers.applyAsDouble((long) frame * size + i);
        }
        return values;
    }
}
