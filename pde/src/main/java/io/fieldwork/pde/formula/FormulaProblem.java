package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A problem written as text. Its equations and conditions are formulas such as {@code u_t + u*u_x = nu*u_xx}: unknowns,
 * their derivatives, coordinates, coefficients, numbers, pi, {@code + - * / ^} and functions such as {@code sin};
 * {@code lap(u)} is the Laplacian and {@code u_n} the derivative along the outward normal of a boundary.
 *
 * @param domain of each coordinate by name its lower and upper end; that of time is {@code t}. Or of several
 *     coordinates, {@code "x y"}, a shape: {@code interval}, {@code rectangle}, {@code box}, {@code disc}, {@code ball},
 *     {@code polygon}, {@code named(shape, part)}, and {@code + - *} of them
 * @param periodic coordinates whose ends are joined
 * @param unknowns their names
 * @param equations inside the domain
 * @param conditions at places by name: {@code initial}, {@code boundary}, or parts of it such as {@code left right}
 * @param coefficients values by name
 * @param learned first guesses of coefficients that are learned, by name
 * @param solution the unknowns as functions of the coordinates, by name, to measure against; empty if it is not known
 */
public record FormulaProblem(
        SequencedMap<String, List<String>> domain,
        List<String> periodic,
        List<String> unknowns,
        List<String> equations,
        SequencedMap<String, List<String>> conditions,
        Map<String, Double> coefficients,
        Map<String, Double> learned,
        SequencedMap<String, List<String>> solution) {
    private static final double POINTS = 1 << 16;
    private static final int MOST = 401;
    private static final String INITIAL = "initial";
    private static final String BOUNDARY = "boundary";

    /**
     * {@return the problem}
     *
     * @param name of it
     * @throws UserError that quotes the formula that cannot be read, or names the place that is not there
     */
    public Problem problem(String name) {
        Domain region = FormulaDomain.of(domain, periodic);
        UserError.require(!unknowns.isEmpty(), "The list of unknowns", unknowns, "at least one name, such as u");
        UserError.require(!equations.isEmpty(), "The list of equations", equations, "at least one");
        Map<String, Double> all = new LinkedHashMap<>(coefficients);
        all.putAll(learned);
        Vocabulary names = new Vocabulary(region.coordinates(), region.space(), unknowns, List.copyOf(all.keySet()));
        Problem problem = Problem.on(region).named(name, statement()).unknowns(unknowns.toArray(String[]::new));
        for (Map.Entry<String, Double> entry : all.entrySet()) {
            problem = learned.containsKey(entry.getKey())
                    ? problem.learned(entry.getKey(), entry.getValue())
                    : problem.coefficient(entry.getKey(), entry.getValue());
        }
        for (int i = 0; i < equations.size(); i++) {
            String term = equations.size() == 1 ? "equation" : "equation" + (i + 1);
            problem = problem.equation(term, ResidualReader.of(names, false, equations.get(i)));
        }
        return withTruth(problem.conditions(conditions(names, region)), region);
    }

    /**
     * {@return the numbers that formulas without names give}
     *
     * @param what they are the ends of
     * @param texts the lower and upper one
     * @throws UserError that quotes what is no number, or if they are not two
     */
    public static double[] ends(String what, List<String> texts) {
        double[] ends = texts.stream()
                .mapToDouble(text -> PointFunction.number(ExpressionReader.read(text)))
                .toArray();
        boolean fits = ends.length == 2 && ends[0] < ends[1];
        UserError.require(fits, what, texts, "a lower and an upper end, such as [0, 1]");
        return ends;
    }

    /** The equations and conditions in one line. */
    private String statement() {
        String places = conditions.entrySet().stream()
                .map(place -> place.getKey() + ": " + String.join("; ", place.getValue()))
                .collect(Collectors.joining(", "));
        return String.join("; ", equations) + (places.isEmpty() ? "" : " (" + places + ")");
    }

    private List<Condition> conditions(Vocabulary names, Domain region) {
        List<Condition> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        conditions.forEach((words, formulas) -> {
            Place place = place(words, region);
            formulas.stream().flatMap(text -> Stream.of(text.split(";"))).forEach(text -> {
                String start = words.strip().replaceAll("\\W+", "_") + "_" + subject(text, names);
                String term = start;
                for (int i = 2; !taken.add(term); i++) {
                    term = start + "_" + i;
                }
                all.add(new Condition(term, place, ResidualReader.of(names, place instanceof Place.Boundary, text), 1));
            });
        });
        return all;
    }

    /** The left side of a condition if it is one name, else the first unknown in it. */
    private static String subject(String text, Vocabulary names) {
        String left = text.split("=", 2)[0].strip();
        return left.matches(Vocabulary.WORD) ? left : names.firstUnknown(ExpressionReader.readEquation(text));
    }

    private static Place place(String words, Domain region) {
        if (words.equals(INITIAL)) {
            UserError.require(
                    region.time() != null,
                    "The place of a condition",
                    words,
                    "time in the domain, such as {t: [0, 1]}");
            return new Place.Initial();
        }
        List<String> there = region.boundaryParts();
        List<String> parts =
                words.equals(BOUNDARY) ? List.of() : Arrays.asList(words.strip().split("[\\s,]+"));
        for (String part : parts) {
            if (!there.contains(part)) {
                List<String> known = Stream.concat(Stream.of(INITIAL, BOUNDARY), there.stream())
                        .toList();
                throw new UserError("A condition holds at '" + part + "'; expected one of " + String.join(", ", known)
                        + "; the nearest is " + Nearest.of(part, known) + ".");
            }
        }
        UserError.require(!there.isEmpty(), "The place of a condition", words, "a domain with a boundary");
        return new Place.Boundary(parts);
    }

    private Problem withTruth(Problem problem, Domain region) {
        if (solution.isEmpty()) {
            return problem;
        }
        PointFunction reader = new PointFunction(region.coordinates(), coefficients);
        SequencedMap<String, Formula> known = new LinkedHashMap<>();
        solution.forEach((unknown, text) -> {
            boolean fits = unknowns.contains(unknown) && text.size() == 1;
            UserError.require(fits, "The solution of " + unknown, text, "one formula for each of " + unknowns);
            known.put(unknown, reader.of(ExpressionReader.read(text.getFirst())));
        });
        return problem.truth("analytic", () -> table(region, known));
    }

    /** The solution on a regular grid, finer where there are fewer coordinates, NaN outside the domain. */
    private static GridSolution table(Domain region, SequencedMap<String, Formula> known) {
        int points = (int) Math.min(MOST, Math.rint(Math.pow(POINTS, 1.0 / region.dimensions())));
        List<GridAxis> axes = IntStream.range(0, region.dimensions())
                .mapToObj(k -> axis(region, k, points))
                .toList();
        SequencedMap<String, double[]> values = new LinkedHashMap<>();
        known.forEach((unknown, formula) -> values.put(
                unknown,
                IntStream.range(0, GridAxis.count(axes))
                        .mapToObj(i -> GridAxis.point(axes, i))
                        .mapToDouble(p -> region.touches(p) ? finite(unknown, formula, p, region) : Double.NaN)
                        .toArray()));
        return new GridSolution(axes, values);
    }

    private static double finite(String unknown, Formula formula, double[] point, Domain region) {
        double value = formula.at(point);
        UserError.require(
                Double.isFinite(value),
                "The solution of " + unknown + " at " + Domain.place(region.coordinates(), point),
                value,
                "a finite number");
        return value;
    }

    private static GridAxis axis(Domain region, int k, int points) {
        String name = region.coordinates().get(k);
        double period = region.periods()[k];
        return period > 0
                ? GridAxis.periodic(name, region.lower()[k], period, points)
                : GridAxis.interval(name, region.lower()[k], region.upper()[k], points);
    }
}
