package io.fieldwork.pde.formula;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Integral;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Name;
import java.util.List;
import java.util.Map;

/**
 * The reading of {@code integral(f)} over space, {@code integral(f, x)} over coordinates, {@code integral(f, x, 0, t)}
 * between limits, {@code integral(f, region)} and {@code integral(f, left, right)} over parts of the boundary; and the same
 * of {@code mean}.
 */
record IntegralReader(Vocabulary names, Call call) {
    /** The integral; a {@code UserError} if it cannot be read. */
    Integral read() {
        boolean surface = isSurface();
        var integrand =
                new ResidualReader(names, surface, false).read(call.arguments().getFirst());
        String name = call.at().text().strip();
        List<String> over = coordinates();
        checkExtents(over);
        if (isBetween()) {
            return mean(Integral.between(name, over.getFirst(), limit(2), limit(3), integrand));
        }
        Integral integral = mean(Integral.over(name, integrand, over.toArray(String[]::new)));
        if (surface) {
            return integral.along(words().toArray(String[]::new));
        }
        return isRegion() ? integral.within(shapes().get(words().getFirst())) : integral;
    }

    private Integral mean(Integral integral) {
        return call.function().equals("mean") ? integral.mean() : integral;
    }

    /** What follows the integrand, as far as these are names; others are empty. */
    private List<String> words() {
        return call.arguments().stream()
                .skip(1)
                .map(one -> one instanceof Name(var name, var at) ? name : "")
                .toList();
    }

    private Domain domain() {
        return names.regions().domain();
    }

    private Map<String, Shape> shapes() {
        return names.regions().shapes();
    }

    private boolean isSurface() {
        return !words().isEmpty() && domain().boundaryParts().containsAll(words());
    }

    private boolean isRegion() {
        return words().size() == 1 && shapes().containsKey(words().getFirst());
    }

    private boolean isBetween() {
        return words().size() == 3
                && names.coordinates().contains(words().getFirst())
                && !names.coordinates().containsAll(words());
    }

    private Formula limit(int argument) {
        return new PointFunction(names.coordinates(), Map.of())
                .of(call.arguments().get(argument));
    }

    /** The coordinates over which it is. */
    List<String> coordinates() {
        if (words().isEmpty() || isSurface() || isRegion()) {
            return names.space().isEmpty() ? List.of(Domain.TIME) : names.space();
        }
        if (isBetween()) {
            return words().subList(0, 1);
        }
        if (names.coordinates().containsAll(words())) {
            return words();
        }
        String start = call.function() + "(u, " + names.coordinates().getFirst();
        throw call.at()
                .error(
                        "'" + call.function() + "' over " + String.join(", ", words()),
                        "; expected coordinates such as " + start + "), limits such as " + start
                                + ", 0, 1), a region or parts of the boundary");
    }

    /** What of it depends on the point that it is read at. */
    List<Expression> limits() {
        return isBetween() ? call.arguments().subList(2, 4) : List.of();
    }

    /** Rejects what is wanted in regions only and integrated over more. */
    private void checkExtents(List<String> over) {
        Expression integrand = call.arguments().getFirst();
        for (String unknown : names.unknowns(integrand)) {
            List<String> own = names.wanted().getOrDefault(unknown, List.of());
            boolean inside = isSurface() || isBetween() || isRegion() && own.contains(words().getFirst());
            if (!own.isEmpty() && !inside && over.stream().anyMatch(names.space()::contains)) {
                throw call.at()
                        .error(
                                "'" + call.function() + "' of " + unknown + ", which is wanted in "
                                        + String.join(", ", own) + " only",
                                "; expected the region after it, as in " + call.function() + "(" + unknown + ", "
                                        + own.getFirst() + ")");
            }
        }
        if (!isRegion() && integrand.parts().stream().anyMatch(this::readsRegion)) {
            throw call.at()
                    .error(
                            "'" + call.function() + "' of the name of a region",
                            "; expected the region after it, as in " + call.function() + "(u, "
                                    + shapes().keySet().iterator().next() + ")");
        }
    }

    private boolean readsRegion(Expression expression) {
        return expression instanceof Name(var name, var at)
                ? shapes().containsKey(name)
                : expression.parts().stream().anyMatch(this::readsRegion);
    }
}
