package io.fieldwork.pde.formula;

import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Name;
import io.fieldwork.pde.formula.Expression.Position;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of a problem: what may stand in its formulas, and what it means.
 *
 * @param regions of its domain, whose names are 1 inside and 0 outside
 * @param unknowns their names
 * @param coefficients that are numbers
 * @param formulas coefficients that are formulas, by name
 * @param functions coordinates of those unknowns that do not depend on all of them, by name
 * @param wanted names of the regions in which an unknown is wanted, if that is not everywhere, by name
 */
record Vocabulary(
        Regions regions,
        List<String> unknowns,
        List<String> coefficients,
        Map<String, Expression> formulas,
        Map<String, List<String>> functions,
        Map<String, List<String>> wanted) {
    /** What names are made of. */
    static final String WORD = "\\p{L}[\\p{L}\\d_]*";

    private static final String NORMAL = "n";

    /** Rejects names that could be mistaken for one another. */
    Vocabulary {
        List<String> own = Stream.of(
                        unknowns,
                        coefficients,
                        formulas.keySet(),
                        regions.shapes().keySet())
                .flatMap(Collection::stream)
                .toList();
        List<String> taken = Stream.of(
                        regions.domain().coordinates(), Mathematics.words(), List.of("pi", Call.LAPLACIAN))
                .flatMap(List::stream)
                .toList();
        for (String name : own) {
            UserError.require(name.matches(WORD), "The name", name, "a letter, then letters, digits or _");
            UserError.require(!taken.contains(name), "The name", name, "one that no coordinate or function has");
        }
        UserError.require(new HashSet<>(own).size() == own.size(), "The names", own, "each of them once");
        for (String name : own.subList(unknowns.size(), own.size())) {
            UserError.require(
                    !unknowns.contains(prefix(name)), "The name", name, "one that is no derivative of " + prefix(name));
        }
    }

    /** Names of a problem without functions and regions. */
    Vocabulary(Domain domain, List<String> unknowns, List<String> coefficients) {
        this(new Regions(domain, new LinkedHashMap<>()), unknowns, coefficients, Map.of(), Map.of(), Map.of());
    }

    /** The same where some unknowns are wanted in regions of these names only. */
    Vocabulary wanted(Map<String, List<String>> where) {
        return new Vocabulary(regions, unknowns, coefficients, formulas, functions, where);
    }

    /** All coordinates, time first, parameters of a family last. */
    List<String> coordinates() {
        return regions.domain().coordinates();
    }

    /** The coordinates that are neither time nor parameters. */
    List<String> space() {
        return regions.domain().space();
    }

    /** Some derivatives of one unknown, by their indices, that are added up; the unknown itself has an empty index. */
    record Derivatives(String unknown, List<String> indices) {}

    /** What stands before the last underscore. */
    private static String prefix(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('_')));
    }

    /** Whether a formula asks for coordinates and numbers only, and so is known before training. */
    boolean isGiven(Expression expression) {
        return expression.readsOnly(Stream.concat(coordinates().stream(), regions.shapes().keySet().stream())
                .toList());
    }

    /** Whether a formula asks for coefficients, coordinates and numbers only. */
    boolean isKnown(Expression expression) {
        return expression.readsOnly(Stream.of(coordinates(), regions.shapes().keySet(), coefficients)
                .flatMap(Collection::stream)
                .toList());
    }

    /** The unknowns that a formula asks for, in the order in which they stand in it. */
    List<String> unknowns(Expression expression) {
        return asked(expression).distinct().toList();
    }

    private Stream<String> asked(Expression expression) {
        return expression instanceof Name(var name, var at)
                ? Stream.ofNullable(unknown(name))
                : expression.parts().stream().flatMap(this::asked);
    }

    /** The unknown that a name is, or is a derivative of; null for none. */
    @Nullable
    String unknown(String name) {
        return unknowns.contains(name) ? name : unknowns.contains(prefix(name)) ? prefix(name) : null;
    }

    /** The coordinates that an unknown depends on, without parameters of a family. */
    List<String> arguments(String unknown) {
        List<String> own = functions.getOrDefault(unknown, coordinates());
        return own.stream().filter(name -> !regions.domain().isParameter(name)).toList();
    }

    /** Whether a name is a derivative along the outward normal, such as {@code u_n}. */
    boolean isNormal(String name) {
        return name.endsWith("_" + NORMAL)
                && unknowns.contains(prefix(name))
                && !coordinates().contains(NORMAL);
    }

    /** What a name asks for; a {@link UserError} if it is no unknown or derivative of one. */
    Derivatives derivatives(Name name) {
        if (unknowns.contains(name.name())) {
            return new Derivatives(name.name(), List.of(""));
        }
        String unknown = prefix(name.name());
        if (!unknowns.contains(unknown)) {
            throw unknown(name);
        }
        if (isNormal(name.name())) {
            return new Derivatives(unknown, List.of(NORMAL));
        }
        String index = name.name().substring(unknown.length() + 1);
        check(index, name.name(), name.at());
        return new Derivatives(unknown, List.of(index));
    }

    /** What a Laplacian, or one of a Laplacian, asks for; a {@link UserError} if it is one of anything else. */
    Derivatives laplacian(Call call) {
        Expression of = call.arguments().getFirst();
        boolean readable = call.arguments().size() == 1
                && (of instanceof Name || of instanceof Call inside && inside.isLaplacian());
        if (!readable || space().isEmpty()) {
            String example = "lap(" + unknowns.getFirst() + ")";
            throw call.at()
                    .error(
                            "'lap'",
                            space().isEmpty()
                                    ? ", but there is no coordinate in space"
                                    : "; expected one expression in it, such as " + example);
        }
        Derivatives inner = of instanceof Name name ? derivatives(name) : laplacian((Call) of);
        List<String> indices = inner.indices.stream()
                .flatMap(index -> space().stream().map(axis -> index + axis.repeat(2)))
                .toList();
        indices.forEach(index -> check(index, "lap", call.at()));
        return new Derivatives(inner.unknown, indices);
    }

    private void check(String index, String shown, Position at) {
        try {
            Derivative.of(index, coordinates());
        } catch (UserError e) {
            String reason = e.getMessage().replaceFirst("^The d", "the d").replaceFirst("[.]$", "");
            throw at.error("'" + shown + "'", ", but " + reason);
        }
    }

    private UserError unknown(Name name) {
        String shown = "'" + name.name() + "'";
        if (!prefix(name.name()).isEmpty()) {
            return name.at()
                    .error(
                            shown,
                            ", but '" + prefix(name.name()) + "' is no unknown; expected a derivative of "
                                    + String.join(" or ", unknowns));
        }
        List<String> all = Stream.of(
                        unknowns,
                        coordinates(),
                        coefficients,
                        formulas.keySet(),
                        regions.shapes().keySet())
                .flatMap(Collection::stream)
                .toList();
        String derivative = unknowns.getFirst() + "_" + coordinates().getLast();
        return name.at()
                .error(
                        shown,
                        "; expected one of " + String.join(", ", all) + ", pi, or a derivative such as " + derivative
                                + Nearest.among(name.name(), all));
    }
}
