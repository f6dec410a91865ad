package io.fieldwork.samples.kind.pinn;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.ParameterRange;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.samples.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The member of a family of solutions that is shown: one value of each parameter. Without parameters it is all there is.
 *
 * @param values of the parameters by name, in their order
 */
record Member(SequencedMap<String, Double> values) {
    /**
     * The member in the middle of a domain, or at the middle point of a reference, but with wanted values where they are given; a
     * {@link UserError} if there is no such parameter or value.
     */
    static Member of(Domain domain, @Nullable GridSolution truth, Map<String, Double> wanted) {
        List<String> names =
                domain.parameters().stream().map(ParameterRange::name).toList();
        for (String name : new TreeSet<>(wanted.keySet())) {
            if (!names.contains(name)) {
                throw new UserError("--at " + name + ": expected "
                        + (names.isEmpty()
                                ? "none, because the problem has no parameter."
                                : "a parameter of the problem, " + String.join(", ", names) + "."));
            }
        }
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        for (ParameterRange range : domain.parameters()) {
            double value = wanted.getOrDefault(range.name(), middle(range, truth));
            UserError.require(
                    value >= range.from() && value <= range.to(),
                    "--at " + range.name(),
                    value,
                    range.from() + " to " + range.to());
            values.put(range.name(), value);
        }
        return new Member(values);
    }

    private static double middle(ParameterRange range, @Nullable GridSolution truth) {
        if (truth == null || !truth.coordinates().contains(range.name())) {
            return (range.from() + range.to()) / 2;
        }
        GridAxis axis = truth.axis(range.name());
        return axis.at(axis.size() / 2);
    }

    /** The domain of this member alone. */
    static Domain alone(Domain domain) {
        return new Domain(domain.space(), domain.shape(), domain.time(), domain.periodic(), List.of());
    }

    /** A grid of this member as one of the family. */
    List<GridAxis> family(List<GridAxis> axes) {
        List<GridAxis> all = new ArrayList<>(axes);
        values.forEach((name, value) -> all.add(GridAxis.of(name, value)));
        return all;
    }

    /** This member of a table of the family. */
    GridSolution of(GridSolution family) {
        GridSolution one = family;
        for (Map.Entry<String, Double> value : values.entrySet()) {
            if (one.coordinates().contains(value.getKey())) {
                one = one.at(value.getKey(), value.getValue());
            }
        }
        return one;
    }

    /** Its values, such as {@code nu = 0.05}; empty without parameters. */
    String words() {
        return values.entrySet().stream()
                .map(value -> value.getKey() + " = " + Report.brief(value.getValue()))
                .collect(Collectors.joining(", "));
    }
}
