package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Range;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A table of a solution as what was found and what it is compared with.
 *
 * @param table its columns {@code u_reference} are the truth of the columns {@code u}
 */
public record Columns(GridSolution table) {
    /** How far beyond the references values are shown, as a share of their range. */
    private static final double REACH = 0.25;

    /** Names of what was found. */
    public List<String> names() {
        return table.values().keySet().stream()
                .filter(name -> !GridSolution.isReference(name))
                .toList();
    }

    double[] found(String name) {
        return Objects.requireNonNull(table.values().get(name));
    }

    /** What it is compared with, if anything. */
    Optional<double[]> reference(String name) {
        return Optional.ofNullable(table.values().get(GridSolution.reference(name)));
    }

    /** What was found less its reference. */
    Optional<double[]> error(String name) {
        double[] found = found(name);
        return reference(name).map(truth -> {
            double[] error = new double[found.length];
            Arrays.setAll(error, i -> found[i] - truth[i]);
            return error;
        });
    }

    /** The values to show of an unknown, found and true: all of them, unless they go far beyond the references. */
    Range range(String name) {
        Range found = Range.of(found(name));
        return reference(name)
                .map(values -> {
                    Range truth = Range.of(values);
                    double reach = REACH * truth.span();
                    return new Range(
                            Math.min(truth.low(), Math.max(found.low(), truth.low() - reach)),
                            Math.max(truth.high(), Math.min(found.high(), truth.high() + reach)));
                })
                .orElse(found);
    }

    private ColorScale scale(String name) {
        Range range = range(name);
        return ColorScale.of(Axis.of(""), range.low(), range.high());
    }

    /** What was found as a field in the colours of an unknown. */
    ColoredValues foundField(String name) {
        return new ColoredValues(name, found(name), scale(name));
    }

    /** The reference as a field in the colours of an unknown. */
    Optional<ColoredValues> referenceField(String name) {
        return reference(name).map(values -> new ColoredValues("reference of " + name, values, scale(name)));
    }

    /** The error as a field whose colours diverge from zero. */
    Optional<ColoredValues> errorField(String name) {
        return error(name)
                .map(values -> new ColoredValues("error of " + name, values, ColorScale.signed(Axis.of(""), values)));
    }

    /** One unknown with its reference. */
    Columns only(String name) {
        SequencedMap<String, double[]> kept = new LinkedHashMap<>();
        kept.put(name, found(name));
        reference(name).ifPresent(truth -> kept.put(GridSolution.reference(name), truth));
        return new Columns(new GridSolution(table.axes(), kept));
    }

    /** A mode of one of the unknowns, named after it if there are others. */
    String mode(String kind, String name) {
        return names().size() == 1 ? kind : kind + " " + name;
    }
}
