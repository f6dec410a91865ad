package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A problem written as text. Its equations and conditions are formulas such as {@code u_t + u*u_x = nu*u_xx}: unknowns,
 * their derivatives, coordinates, coefficients, numbers, pi, {@code + - * / ^} and functions such as {@code sin};
 * {@code lap(u)} is the Laplacian, {@code d(k*u_x, x)} and {@code div(k*grad(u))} are derivatives of expressions, {@code
 * integral(u)} and {@code mean(u)} integrals, and {@code u_n} the derivative along the outward normal of a boundary.
 *
 * @param domain of each coordinate by name its lower and upper end; that of time is {@code t}. Or of several
 *     coordinates, {@code "x y"}, a shape: {@code interval}, {@code rectangle}, {@code box}, {@code disc}, {@code ball},
 *     {@code polygon}, {@code named(shape, part)}, and {@code + - *} of them
 * @param periodic coordinates whose ends are joined
 * @param parameters of a family of problems, each with its least and greatest value
 * @param regions of space by name, each by its ends or a shape, which may be made of {@code domain} and those before it
 * @param unknowns their names, default u
 * @param functions further unknowns, each with the coordinates that it depends on
 * @param equations by the region inside which they hold, {@code domain} for all of it
 * @param conditions at places by name: {@code initial}, {@code boundary}, parts of it such as {@code left right},
 *     {@code inner/outer} between regions, {@code x=0.5} at points, {@code domain} for integrals
 * @param coefficients numbers or formulas by name
 * @param learned first guesses of coefficients that are learned, by name
 * @param solution the unknowns as functions of the coordinates, by name, to measure against; empty if it is not known
 */
@Buildable
public record FormulaProblem(
        SequencedMap<String, List<String>> domain,
        @Nullable List<String> periodic,
        @Nullable SequencedMap<String, List<String>> parameters,
        @Nullable SequencedMap<String, List<String>> regions,
        @Nullable List<String> unknowns,
        @Nullable SequencedMap<String, List<String>> functions,
        SequencedMap<String, List<String>> equations,
        @Nullable SequencedMap<String, List<String>> conditions,
        @Nullable SequencedMap<String, String> coefficients,
        @Nullable Map<String, Double> learned,
        @Nullable SequencedMap<String, List<String>> solution) {
    /** Fills in defaults. */
    public FormulaProblem {
        periodic = periodic == null ? List.of() : periodic;
        parameters = orNone(parameters);
        regions = orNone(regions);
        unknowns = unknowns == null ? List.of("u") : unknowns;
        functions = orNone(functions);
        conditions = orNone(conditions);
        coefficients = orNone(coefficients);
        learned = learned == null ? Map.of() : learned;
        solution = orNone(solution);
    }

    private static <T> SequencedMap<String, T> orNone(@Nullable SequencedMap<String, T> map) {
        return map == null ? new LinkedHashMap<>() : map;
    }

    /** An equation as it was written, and written out, in a region by name. */
    private record Line(String region, String term, String text, Expression difference) {}

    /**
     * {@return the problem}
     *
     * @param name of it
     * @throws UserError that quotes the formula that cannot be read, or names the place that is not there
     */
    public Problem problem(String name) {
        Domain whole = family();
        UserError.require(!unknowns.isEmpty(), "The list of unknowns", unknowns, "at least one name, such as u");
        Vocabulary names = names(whole);
        Expansion expansion = new Expansion(names);
        List<Line> lines = lines(names, expansion);
        names = names.wanted(wanted(names, lines));
        Problem problem = Problem.on(whole).named(name, statement()).unknowns(unknowns.toArray(String[]::new));
        for (var function : functions.entrySet()) {
            problem = problem.function(function.getKey(), names(function.getValue()));
        }
        for (var number : numbers().entrySet()) {
            problem = problem.coefficient(number.getKey(), number.getValue());
        }
        for (var guess : learned.entrySet()) {
            problem = problem.learned(guess.getKey(), guess.getValue());
        }
        problem =
                withEquations(problem, names, lines).conditions(new ConditionReader(names, expansion).read(conditions));
        return withTruth(problem, names, expansion);
    }

    /** The coefficients that are numbers. */
    private Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        coefficients.forEach((key, text) -> {
            if (ExpressionReader.read(text).readsOnly(List.of())) {
                numbers.put(key, number("The coefficient " + key, text));
            }
        });
        return numbers;
    }

    private static String[] names(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.strip().split("[\\s,]+")))
                .toArray(String[]::new);
    }

    private Domain family() {
        Domain whole = FormulaDomain.of(domain, periodic);
        for (var parameter : parameters.entrySet()) {
            double[] ends = ends("The parameter " + parameter.getKey(), parameter.getValue());
            whole = whole.parameter(parameter.getKey(), ends[0], ends[1]);
        }
        return whole;
    }

    private Vocabulary names(Domain whole) {
        Map<String, Expression> formulas = new LinkedHashMap<>();
        coefficients.forEach((key, text) -> formulas.put(key, ExpressionReader.read(text)));
        formulas.keySet().removeAll(numbers().keySet());
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        functions.forEach((function, texts) -> arguments.put(function, List.of(names(texts))));
        return new Vocabulary(
                Regions.of(regions, whole),
                Stream.concat(unknowns.stream(), functions.keySet().stream()).toList(),
                Stream.concat(numbers().keySet().stream(), learned.keySet().stream())
                        .distinct()
                        .toList(),
                formulas,
                arguments,
                Map.of());
    }

    private List<Line> lines(Vocabulary names, Expansion expansion) {
        List<Line> lines = new ArrayList<>();
        equations.forEach((region, texts) -> {
            boolean everywhere = region.equals(Regions.DOMAIN);
            if (!everywhere) {
                names.regions().shape("An equation holds in", region);
            }
            String start = everywhere ? "equation" : region;
            for (int i = 0; i < texts.size(); i++) {
                lines.add(new Line(
                        region,
                        texts.size() == 1 ? start : start + (i + 1),
                        texts.get(i),
                        expansion.of(ExpressionReader.readEquation(texts.get(i)))));
            }
        });
        UserError.require(!lines.isEmpty(), "The list of equations", equations.values(), "at least one");
        return lines;
    }

    /** The regions whose equations read an unknown, for those that no equation of the whole domain reads. */
    private Map<String, List<String>> wanted(Vocabulary names, List<Line> lines) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (String unknown : unknowns) {
            List<String> own = lines.stream()
                    .filter(line -> names.unknowns(line.difference).contains(unknown))
                    .map(Line::region)
                    .distinct()
                    .toList();
            if (!own.isEmpty() && !own.contains(Regions.DOMAIN)) {
                wanted.put(unknown, own);
            }
        }
        return wanted;
    }

    private static Problem withEquations(Problem bare, Vocabulary names, List<Line> lines) {
        Problem problem = bare;
        for (Line line : lines) {
            Residual residual = ResidualReader.of(names, false, line.text, line.difference);
            problem = line.region.equals(Regions.DOMAIN)
                    ? problem.equation(line.term, residual)
                    : problem.equation(line.term, names.regions().shapes().get(line.region), residual);
        }
        for (var wanted : names.wanted().entrySet()) {
            problem = problem.only(wanted.getKey(), names.regions().union(wanted.getValue()));
        }
        return problem;
    }

    /**
     * {@return the number that a formula without names gives}
     *
     * @param what it is
     * @param text such as {@code pi/4}
     * @throws UserError that quotes what is no number, or if it is not finite
     */
    public static double number(String what, String text) {
        double number = PointFunction.number(ExpressionReader.read(text));
        UserError.require(Double.isFinite(number), what, text, "a finite number");
        return number;
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
        String inside = equations.entrySet().stream()
                .map(region -> (region.getKey().equals(Regions.DOMAIN) ? "" : region.getKey() + ": ")
                        + String.join("; ", region.getValue()))
                .collect(Collectors.joining("; "));
        String places = conditions.entrySet().stream()
                .map(place -> place.getKey() + ": " + String.join("; ", place.getValue()))
                .collect(Collectors.joining(", "));
        return inside + (places.isEmpty() ? "" : " (" + places + ")");
    }

    private Problem withTruth(Problem problem, Vocabulary names, Expansion expansion) {
        if (solution.isEmpty()) {
            return problem;
        }
        PointFunction reader = new PointFunction(
                names.coordinates(), numbers(), names.regions().indicators());
        SequencedMap<String, Formula> known = new LinkedHashMap<>();
        solution.forEach((unknown, text) -> {
            boolean fits = names.unknowns().contains(unknown) && text.size() == 1;
            UserError.require(fits, "The solution of " + unknown, text, "one formula for each of " + names.unknowns());
            known.put(unknown, reader.of(expansion.of(ExpressionReader.read(text.getFirst()))));
        });
        return problem.truth("analytic", () -> new KnownSolution(problem, known).table());
    }
}
