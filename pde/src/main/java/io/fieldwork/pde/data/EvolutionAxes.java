package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The axes of fields that evolve, by what the file says: its coordinates, or the order of PDEBench where there are none. A
 * field without an axis of time is constant.
 *
 * @param file in errors
 * @param given the key {@code data.axes}, or null
 * @param coordinates of the file
 * @param note told of what was guessed
 */
record EvolutionAxes(String file, @Nullable String given, Coordinates coordinates, Consumer<String> note) {
    private static final Map<Integer, List<String>> MOVING = Map.of(
            3,
            List.of("ntw", "nwt"),
            4,
            List.of("nthw", "nhwt", "ntwc"),
            5,
            List.of("nthwc", "ntdhw", "ndhwt"),
            6,
            List.of("ntdhwc"));
    private static final Map<Integer, List<String>> CONSTANT =
            Map.of(2, List.of("nw"), 3, List.of("nhw", "nwc"), 4, List.of("nhwc", "ndhw"), 5, List.of("ndhwc"));
    /** PDEBench's own. */
    private static final List<String> USUAL = List.of("ntw", "nthw", "nthwc", "ntdhw", "ntdhwc");

    /** The axes of an array. */
    Axes of(String name, int[] shape, boolean matlab) {
        if (given != null) {
            return Axes.parse(given).stream()
                    .filter(axes -> axes.fits(shape))
                    .findFirst()
                    .orElseThrow(() -> unknown(name, shape, "which data.axes " + given + " does not fit"));
        }
        boolean times = coordinates.has('t');
        boolean usual = !times && !matlab;
        List<Axes> moving = readings(MOVING, shape)
                .filter(axes -> times || usual && USUAL.contains(axes.letters()))
                .filter(axes -> coordinates.has('x')
                        || PairAxes.likely(axes, shape) && !axes.letters().equals("ntwc"))
                .toList();
        if (!moving.isEmpty()) {
            if (moving.size() > 1 || !times || !coordinates.has('x')) {
                Axes first = moving.getFirst();
                note.accept(
                        "Read as: '" + name + "' " + first.described(shape) + " (data.axes: " + first.letters() + ").");
            }
            return moving.getFirst();
        }
        return readings(CONSTANT, shape)
                .filter(axes -> times && (coordinates.has('x') || PairAxes.likely(axes, shape)))
                .findFirst()
                .orElseThrow(() -> unknown(
                        name, shape, "whose axes neither the coordinates of the file nor the usual order tell"));
    }

    private Stream<Axes> readings(Map<Integer, List<String>> known, int[] shape) {
        return known.getOrDefault(shape.length, List.of()).stream()
                .map(Axes::new)
                .filter(axes -> coordinates.allow(axes, shape));
    }

    private UserError unknown(String name, int[] shape, String why) {
        return Axes.unknown(file, Map.of(name, shape), why);
    }
}
