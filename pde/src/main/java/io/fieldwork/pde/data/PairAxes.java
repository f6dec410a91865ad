package io.fieldwork.pde.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The axes of the inputs and outputs of an operator: those that are said, or those that both arrays and the coordinates of
 * the file leave. Where more than one reading is left, a plane is nearly square and has at most half as many components as
 * points along a side, and four axes are space only where the file has coordinates of it; such a reading is told, and
 * where even that does not decide, it is refused.
 *
 * @param input of inputs
 * @param output of outputs
 */
record PairAxes(Axes input, Axes output) {
    /** The longest side of a plane by the shortest, unless something else says that it is one. */
    static final int RATIO = 4;

    private static final String SPACE = "ndhw";
    private static final Map<Integer, List<String>> READINGS = Map.of(
            2,
            List.of("nw"),
            3,
            List.of("nhw", "ncw", "nwc"),
            4,
            List.of("nchw", "nhwc", SPACE),
            5,
            List.of("ncdhw", "ndhwc"));

    /** The axes of two arrays of a file; {@code given} is the key {@code data.axes}, or null. */
    static PairAxes of(
            String file,
            @Nullable String given,
            Map.Entry<String, int[]> input,
            Map.Entry<String, int[]> output,
            Coordinates coordinates,
            Consumer<String> note) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put(input.getKey(), input.getValue());
        shapes.put(output.getKey(), output.getValue());
        int[] in = input.getValue();
        int[] out = output.getValue();
        if (given != null) {
            return said(file, given, shapes, in, out);
        }
        if (!READINGS.containsKey(in.length) || !READINGS.containsKey(out.length)) {
            throw Axes.unknown(file, shapes, "which can be read in several ways or none");
        }
        List<PairAxes> agreeing = new ArrayList<>();
        boolean space = coordinates.has('z') || Math.max(in.length, out.length) > SPACE.length();
        for (PairAxes reading : all(in, out)) {
            if (reading.agrees(in, out)
                    && (space || !reading.input.has('d'))
                    && coordinates.allow(reading.input, in)
                    && coordinates.allow(reading.output, out)) {
                agreeing.add(reading);
            }
        }
        if (agreeing.isEmpty()) {
            return disagreeing(file, shapes, in, out);
        }
        PairAxes likely = agreeing.stream()
                .filter(reading -> agreeing.size() == 1 || likely(reading.input, in) && likely(reading.output, out))
                .min(Comparator.comparing(reading -> !reading.input.has('h')))
                .orElseThrow(() -> Axes.unknown(
                        file, shapes, "which can be read in several ways, as data.axes: " + lines(in, out)));
        if (agreeing.size() > 1 || in.length == 3 && out.length == 3) {
            likely.tell(input, output, note);
        }
        return likely;
    }

    /** The values of {@code data.axes} that give both arrays the same grid. */
    private static String lines(int[] in, int[] out) {
        return all(in, out).stream()
                .filter(reading -> reading.agrees(in, out))
                .map(reading -> reading.input.equals(reading.output)
                        ? reading.input.letters()
                        : reading.input.letters() + "," + reading.output.letters())
                .collect(Collectors.joining(" or "));
    }

    /** Says how arrays are read. */
    private void tell(Map.Entry<String, int[]> in, Map.Entry<String, int[]> out, Consumer<String> note) {
        note.accept("Read as: '%s' %s; '%s' %s (data.axes: %s,%s)."
                .formatted(
                        in.getKey(),
                        input.described(in.getValue()),
                        out.getKey(),
                        output.described(out.getValue()),
                        input.letters(),
                        output.letters()));
    }

    private static PairAxes said(String file, String given, Map<String, int[]> shapes, int[] in, int[] out) {
        List<Axes> words = Axes.parse(given);
        PairAxes said = new PairAxes(words.getFirst(), words.getLast());
        if (words.size() > 2 || !said.input.fits(in) || !said.output.fits(out)) {
            throw Axes.unknown(file, shapes, "which data.axes " + given + " does not fit");
        }
        return said;
    }

    private static List<PairAxes> all(int[] in, int[] out) {
        List<PairAxes> all = new ArrayList<>();
        for (String a : READINGS.get(in.length)) {
            for (String b : READINGS.get(out.length)) {
                all.add(new PairAxes(new Axes(a), new Axes(b)));
            }
        }
        return all;
    }

    /** Same samples and grid, and components on the same side. */
    private boolean agrees(int[] in, int[] out) {
        boolean mixed = input.has('c')
                && output.has('c')
                && (input.letters().charAt(1) == 'c') != (output.letters().charAt(1) == 'c');
        return !mixed
                && in[0] == out[0]
                && input.has('h') == output.has('h')
                && input.has('d') == output.has('d')
                && input.extent('d', in) == output.extent('d', out)
                && input.extent('h', in) == output.extent('h', out)
                && input.extent('w', in) == output.extent('w', out);
    }

    /** The plainest reading, of which the shard says what does not fit. */
    private static PairAxes disagreeing(String file, Map<String, int[]> shapes, int[] in, int[] out) {
        PairAxes plain = all(in, out).getFirst();
        if (in[0] == out[0] && (in.length != out.length || in.length > 3 || plain.agrees(in, out))) {
            throw Axes.unknown(file, shapes, "of which no reading gives both the same grid, or the coordinates' one");
        }
        return plain;
    }

    /** Whether a reading is a usual one: sides of a plane alike, few components beside the points along a side. */
    static boolean likely(Axes axes, int[] shape) {
        int w = axes.extent('w', shape);
        int h = axes.has('h') ? axes.extent('h', shape) : w;
        int d = axes.has('d') ? axes.extent('d', shape) : w;
        int shorter = Math.min(d, Math.min(h, w));
        return shorter > 1
                && Math.max(d, Math.max(h, w)) <= RATIO * shorter
                && (!axes.has('c') || 2 * axes.extent('c', shape) <= shorter);
    }
}
