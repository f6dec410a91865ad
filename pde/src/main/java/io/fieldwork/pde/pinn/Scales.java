package io.fieldwork.pde.pinn;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Exact;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Scaling.Range;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.jspecify.annotations.Nullable;

/**
 * The scales in force: unknowns u = offset + size N of a network N, and sizes by which residuals are divided, so that
 * networks and terms of the loss are of order one in any units.
 *
 * @param ranges of the unknowns by name
 * @param factors greatest absolute values of the factors of the network in hard constraints, by unknown; none without
 * @param terms sizes of residuals by name
 * @param unit whether all of them are 1
 */
record Scales(Map<String, Range> ranges, Map<String, Double> factors, Map<String, Double> terms, boolean unit) {
    /** The scales of a problem that is solved as it is written. */
    static final Scales UNIT = new Scales(Map.of(), Map.of(), Map.of(), true);

    /** The range of an unknown. */
    Range range(String unknown) {
        return ranges.getOrDefault(unknown, Range.UNIT);
    }

    /** The size of a residual; that of a continuation from an earlier time window is the size of the unknown. */
    double term(String name) {
        if (unit) {
            return 1;
        }
        String unknown = name.startsWith("initial_") ? name.substring("initial_".length()) : "";
        return terms.getOrDefault(name, range(unknown).size());
    }

    /** A residual over its size. */
    Residual scaled(String name, Residual residual) {
        double size = term(name);
        return size == 1 ? residual : u -> residual.of(u).div(size);
    }

    /** The factor of a network that continues an earlier time window, over the length of its own window. */
    double change(String unknown, Domain domain) {
        double time = factors.isEmpty() ? 1 : domain.upper()[0] - domain.lower()[0];
        return unit ? 1 : gain(unknown) * time;
    }

    /** The factor of the network in hard constraints. */
    private double gain(String unknown) {
        return unit ? 1 : range(unknown).size() / factors.getOrDefault(unknown, 1.0);
    }

    /** The unknowns as functions of the network in the first time window, or null for the network itself. */
    @Nullable
    Exact ansatz(@Nullable Exact hard) {
        if (unit) {
            return hard;
        }
        return new Exact() {
            @Override
            public DerivativeStructure offset(String unknown, DerivativeStructure... x) {
                return hard != null
                        ? hard.offset(unknown, x)
                        : x[0].getField().getZero().add(range(unknown).offset());
            }

            @Override
            public DerivativeStructure factor(String unknown, DerivativeStructure... x) {
                DerivativeStructure bare =
                        hard != null ? hard.factor(unknown, x) : x[0].getField().getOne();
                return bare.multiply(gain(unknown));
            }
        };
    }

    /** All of them in one line; empty if they are 1. */
    String words(Problem problem) {
        if (unit) {
            return "";
        }
        String unknowns = problem.unknowns().stream()
                .map(u -> u + " = " + (range(u).offset() == 0 ? "" : brief(range(u).offset()) + " + ")
                        + brief(range(u).size()) + " N")
                .collect(Collectors.joining(", "));
        String sizes = terms.entrySet().stream()
                .map(term -> term.getKey() + " / " + brief(term.getValue()))
                .collect(Collectors.joining(", "));
        return "scaled: " + unknowns + "; residuals " + sizes;
    }

    private static String brief(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
