package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The reading of conditions at places by name: {@code initial}, {@code boundary}, parts of it such as {@code left right}, the
 * interface {@code inner/outer} of two regions, points such as {@code x=0.5}, and {@code domain} for integrals.
 */
record ConditionReader(Vocabulary names, Expansion expansion) {
    private static final String INITIAL = "initial";
    private static final String BOUNDARY = "boundary";
    private static final int PROBES = 2048;

    /** Conditions from formulas by place; a {@link UserError} that names the place that is not there. */
    List<Condition> read(SequencedMap<String, List<String>> conditions) {
        List<Condition> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        conditions.forEach((words, formulas) -> formulas.stream()
                .flatMap(text -> Stream.of(text.split(";")))
                .forEach(text -> {
                    Expression difference = expansion.of(ExpressionReader.readEquation(text));
                    String start = words.strip().replaceAll("\\W+", "_") + "_" + subject(text, difference);
                    String term = start;
                    for (int i = 2; !taken.add(term); i++) {
                        term = start + "_" + i;
                    }
                    all.add(condition(term, words.strip(), text, difference));
                }));
        return all;
    }

    /** The left side of a condition if it is one name, else the first unknown in it. */
    private String subject(String text, Expression difference) {
        String left = text.split("=", 2)[0].strip();
        List<String> unknowns = names.unknowns(difference);
        return left.matches(Vocabulary.WORD) ? left : (unknowns.isEmpty() ? names.unknowns() : unknowns).getFirst();
    }

    private Condition condition(String term, String words, String text, Expression difference) {
        Place place = words.equals(Regions.DOMAIN) ? across(text, difference) : place(words);
        boolean normal = place instanceof Place.Boundary || place instanceof Place.Interface;
        if (place instanceof Place.Interface) {
            checkJump(difference, words);
        }
        Residual residual = ResidualReader.of(names, normal, text, difference);
        return new Condition(term, place, within(term, words, place, difference, residual), 1);
    }

    private Domain domain() {
        return names.regions().domain();
    }

    private Place place(String words) {
        if (words.equals(INITIAL)) {
            UserError.require(
                    domain().time() != null,
                    "The place of a condition",
                    words,
                    "time in the domain, such as {t: [0, 1]}");
            return new Place.Initial();
        }
        if (words.contains("=")) {
            return at(words);
        }
        String[] sides = words.split("\\s*/\\s*", 2);
        if (sides.length == 2) {
            String what = "A condition holds at " + words + ", but there is no region";
            return new Place.Interface(
                    names.regions().shape(what, sides[0]), names.regions().shape(what, sides[1]));
        }
        List<String> there = domain().boundaryParts();
        List<String> parts = words.equals(BOUNDARY) ? List.of() : Arrays.asList(words.split("[\\s,]+"));
        for (String part : parts) {
            if (!there.contains(part)) {
                throw noPlace(part, there);
            }
        }
        if (there.isEmpty()) {
            throw noPlace(words, there);
        }
        return new Place.Boundary(parts);
    }

    private UserError noPlace(String part, List<String> there) {
        if (domain().shape().parts().contains(part) || part.equals(BOUNDARY)) {
            return new UserError("A condition holds at '" + part + "', but there the domain is periodic in "
                    + String.join(", ", domain().periodic()) + "; expected either the condition or the periodicity.");
        }
        List<String> regions = List.copyOf(names.regions().shapes().keySet());
        Stream<String> meeting =
                regions.size() < 2 ? Stream.of() : Stream.of(regions.getFirst() + "/" + regions.get(1));
        Stream<String> first = domain().time() == null ? Stream.of() : Stream.of(INITIAL);
        Stream<String> whole = there.isEmpty() ? Stream.of() : Stream.of(BOUNDARY);
        List<String> known = Stream.of(first, whole, there.stream(), meeting)
                .flatMap(some -> some)
                .toList();
        return new UserError("A condition holds at '" + part + "'; expected one of " + String.join(", ", known)
                + Nearest.among(part, known) + ".");
    }

    /** Where coordinates have values, such as {@code t=1, x=0.5}. */
    private static Place at(String words) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String one : words.split("[,;]")) {
            String[] sides = one.split("=", 2);
            UserError.require(
                    sides.length == 2 && sides[0].strip().matches(Vocabulary.WORD),
                    "The place of a condition",
                    words,
                    "values of coordinates, such as t=1, x=0.5");
            values.put(sides[0].strip(), PointFunction.number(ExpressionReader.read(sides[1])));
        }
        return new Place.At(values);
    }

    /** Rejects what jumps where a condition between regions holds. */
    private void checkJump(Expression expression, String words) {
        if (expression instanceof Name(var name, var at)
                && names.regions().shapes().containsKey(name)) {
            throw at.error("'" + name + "'", ", which jumps at " + words + "; expected the value of each side");
        }
        expression.parts().forEach(part -> checkJump(part, words));
    }

    /** Where the coordinates vary that no integral of a condition is over. */
    private Place across(String text, Expression difference) {
        List<IntegralReader> integrals = integrals(difference)
                .map(call -> new IntegralReader(names, call))
                .toList();
        if (integrals.isEmpty()) {
            throw new UserError(
                    "The condition '" + text.strip() + "' holds in the domain; expected an integral or a mean"
                            + " in it, or the formula among the equations.");
        }
        List<String> over = integrals.getFirst().coordinates().stream()
                .filter(axis ->
                        integrals.stream().allMatch(one -> one.coordinates().contains(axis)))
                .toList();
        Stream.concat(
                        outside(difference),
                        integrals.stream().flatMap(one -> one.limits().stream().flatMap(ConditionReader::outside)))
                .forEach(name -> checkOutside(name, over));
        return new Place.Across(over);
    }

    private void checkOutside(Name name, List<String> over) {
        String unknown = names.unknown(name.name());
        List<String> reads = unknown == null ? List.of(name.name()) : names.arguments(unknown);
        if (reads.stream().anyMatch(over::contains)) {
            throw name.at()
                    .error(
                            "'" + name.name() + "' outside of the integral over " + String.join(", ", over),
                            "; expected it under the integral, or the formula among the equations");
        }
    }

    private static Stream<Call> integrals(Expression expression) {
        return expression instanceof Call call && call.isIntegral()
                ? Stream.of(call)
                : expression.parts().stream().flatMap(ConditionReader::integrals);
    }

    /** The names that stand outside of integrals. */
    private static Stream<Name> outside(Expression expression) {
        return switch (expression) {
            case Name name -> Stream.of(name);
            case Call call when call.isIntegral() -> Stream.of();
            default -> expression.parts().stream().flatMap(ConditionReader::outside);
        };
    }

    /** A residual that counts where its unknowns are wanted, with mean square 1 for 1. */
    private Residual within(String term, String words, Place place, Expression difference, Residual residual) {
        List<String> regional = outside(difference)
                .map(name -> names.unknown(name.name()))
                .filter(unknown -> unknown != null && names.wanted().containsKey(unknown))
                .distinct()
                .toList();
        double[][] points = regional.isEmpty() ? new double[0][] : probes(place);
        if (points.length == 0) {
            return residual;
        }
        List<Shape> shapes = regional.stream()
                .map(unknown -> names.regions().union(names.wanted().get(unknown)))
                .toList();
        Formula inside = p -> shapes.stream().allMatch(shape -> Regions.touches(shape, domain().spatial(p))) ? 1 : 0;
        double share = Arrays.stream(points).mapToDouble(inside::at).average().orElse(0);
        if (share == 0) {
            throw new UserError("The condition " + term + " reads " + String.join(", ", regional) + ", wanted in "
                    + String.join(", ", names.wanted().get(regional.getFirst())) + " only, which is not at " + words
                    + ".");
        }
        double height = 1 / Math.sqrt(share);
        Formula indicator = p -> height * inside.at(p);
        return share == 1 ? residual : u -> residual.of(u).mul(u.given(indicator));
    }

    /** Points of a place that is no interface. */
    private double[][] probes(Place place) {
        Draws draws = Draws.of(0, "place", 0);
        return switch (place) {
            case Place.Initial first -> domain().initial(PROBES, Sampling.SOBOL, draws);
            case Place.Boundary(var parts) ->
                domain().boundary(PROBES, draws, parts.toArray(String[]::new)).points();
            case Place.At(var values) -> domain().at(values, PROBES, draws);
            default -> new double[0][];
        };
    }
}
