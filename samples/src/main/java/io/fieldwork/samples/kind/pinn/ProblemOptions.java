package io.fieldwork.samples.kind.pinn;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.ProblemBuilder;
import io.fieldwork.pde.formula.FormulaProblem;
import io.fieldwork.pde.formula.FormulaProblemBuilder;
import io.fieldwork.pde.problem.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which equation is solved; block {@code problem}: a shipped one by its {@code name}, one of one's own as formulas
 * ({@code domain}, {@code equations}, ..., as {@link FormulaProblem} reads them), or the one of a Java class ({@code
 * type}). Where a formula is expected, a number will do.
 *
 * @param name as {@code fieldwork list problems} shows it; of a problem of one's own any other name
 * @param exact whether conditions hold by construction where the problem knows how, default false: they are terms of
 *     the loss
 * @param coefficients numbers that replace the problem's own, by name; all there are of formulas, which may be formulas
 * @param learned first guesses of coefficients that are learned together with the solution, by name; they need data
 * @param data measurements of the solution, or null for none
 * @param type name of a Java class with the problem, or null
 * @param classes folders and jars where that class is
 * @param domain of formulas: ends of each coordinate, or a shape of several
 * @param periodic coordinates of formulas whose ends are joined
 * @param parameters of a family of problems as formulas, each with its least and greatest value
 * @param regions of space by name, where formulas of their own hold: ends or a shape
 * @param unknowns of formulas, default u
 * @param functions further unknowns of formulas, each with the coordinates that it depends on
 * @param equations formulas that hold inside, or several by region, or null
 * @param conditions one formula or several by the place where they hold
 * @param solution known solution of formulas by unknown
 * @param scaled whether unknowns and residuals of one's own problem are brought to order one, default true
 * @param ranges least and greatest value of an unknown, by unknown, in place of what follows from the problem's data
 */
@Buildable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemOptions(
        @Nullable String name,
        @Nullable Boolean exact,
        @Nullable Map<String, Object> coefficients,
        @Nullable Map<String, Double> learned,
        @Nullable MeasurementOptions data,
        @Nullable String type,

        @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> classes,

        @Nullable Map<String, Object> domain,

        @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> periodic,

        @Nullable Map<String, Object> parameters,
        @Nullable Map<String, Object> regions,

        @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> unknowns,

        @Nullable Map<String, Object> functions,
        @Nullable Object equations,
        @Nullable Map<String, Object> conditions,
        @Nullable Map<String, Object> solution,
        @Nullable Boolean scaled,
        @Nullable Map<String, Object> ranges) {
    /** Fills in defaults and rejects what is unknown or does not go together. */
    public ProblemOptions {
        if (type == null && equations == null) {
            checkShipped(name);
        } else {
            checkOwn(name, type, equations);
        }
        onlyWith("problem.equations", equations, "problem.domain", domain);
        onlyWith("problem.equations", equations, "problem.periodic", periodic);
        onlyWith("problem.equations", equations, "problem.parameters", parameters);
        onlyWith("problem.equations", equations, "problem.regions", regions);
        onlyWith("problem.equations", equations, "problem.unknowns", unknowns);
        onlyWith("problem.equations", equations, "problem.functions", functions);
        onlyWith("problem.equations", equations, "problem.conditions", conditions);
        onlyWith("problem.equations", equations, "problem.solution", solution);
        onlyWith("problem.type", type, "problem.classes", classes);
        onlyWith("problem.equations or problem.type", equations == null ? type : equations, "problem.scaled", scaled);
        onlyWith("problem.domain", domain, "problem.equations", equations);
        exact = exact != null && exact;
        if (exact && (type != null || equations != null)) {
            throw new UserError("problem.exact is true, but only shipped problems have two forms; expected false.");
        }
        checkKeys("problem.coefficients.", coefficients);
        checkKeys("problem.learned.", learned);
        coefficients = values(coefficients, equations != null);
        learned = finite("problem.learned.", numbers(learned));
        if (!learned.isEmpty() && data == null) {
            throw new UserError("problem.learned needs measurements; expected a block problem.data.");
        }
    }

    /** Rejects numbers as keys, which a comma in place of a decimal point makes. */
    private static void checkKeys(String block, @Nullable Map<String, ?> values) {
        for (String key : values == null ? List.<String>of() : List.copyOf(values.keySet())) {
            if (!key.isEmpty() && Character.isDigit(key.charAt(0))) {
                throw new UserError(block + key + " is no coefficient; expected names, and 1.5 where 1,5 is meant.");
            }
        }
    }

    private static void checkShipped(@Nullable String name) {
        if (name == null) {
            throw new UserError(
                    "problem.name is missing: it names the equation, as 'fieldwork list problems' does; one of"
                            + " your own has problem.equations or problem.type.");
        }
        if (!Problems.names().contains(name)) {
            throw Nearest.error("problem.name", name, Problems.names());
        }
    }

    private static void checkOwn(@Nullable String name, @Nullable String type, @Nullable Object equations) {
        if (type != null && equations != null) {
            throw new UserError("problem.type and problem.equations are two problems; expected one of them.");
        }
        if (name != null && Problems.names().contains(name)) {
            throw new UserError("problem.name is " + name
                    + ", a shipped problem, beside one of your own; expected another" + " name or none.");
        }
    }

    private static void onlyWith(String needed, @Nullable Object present, String key, @Nullable Object value) {
        if (present == null && value != null) {
            throw new UserError(key + " is given, but " + needed + " is missing, with which alone it means something.");
        }
    }

    /**
     * {@return the equation with its conditions, without measurements} Where a coefficient is replaced, the solutions
     * that the problem knows are none of this equation, so there is nothing to measure against.
     *
     * @throws UserError if it has no coefficient of a given name, its conditions have no exact form, or a formula or
     *     class cannot be read
     */
    public Problem problem() {
        return inRanges(equations == null ? withCoefficients(bare()) : formulas(equations));
    }

    private Problem bare() {
        if (type == null) {
            return Problems.named(Objects.requireNonNull(name), exact);
        }
        Problem own = own(type).problem();
        return name == null ? own : own.named(name, own.statement());
    }

    /** A digest of the class that gives the problem; empty if there is none. */
    String digest() {
        return type == null ? "" : own(type).digest();
    }

    private ProblemClass own(String className) {
        return new ProblemClass(className, classes == null ? List.of() : classes);
    }

    private Problem formulas(Object all) {
        Map<String, Object> byRegion = new LinkedHashMap<>();
        if (all instanceof Map<?, ?> regional) {
            regional.forEach((region, formulas) -> byRegion.put(String.valueOf(region), formulas));
        } else {
            byRegion.put("domain", all);
        }
        SequencedMap<String, String> values = new LinkedHashMap<>();
        coefficients.forEach((key, value) -> values.put(key, value.toString()));
        return FormulaProblemBuilder.builder()
                .domain(texts("problem.domain.", domain))
                .periodic(periodic)
                .parameters(texts("problem.parameters.", parameters))
                .regions(texts("problem.regions.", regions))
                .unknowns(unknowns)
                .functions(texts("problem.functions.", functions))
                .equations(texts("problem.equations.", byRegion))
                .conditions(texts("problem.conditions.", conditions))
                .coefficients(values)
                .learned(learned)
                .solution(texts("problem.solution.", solution))
                .build()
                .problem(name == null ? "custom" : name);
    }

    private static SequencedMap<String, List<String>> texts(String block, @Nullable Map<String, Object> values) {
        SequencedMap<String, List<String>> texts = new LinkedHashMap<>();
        (values == null ? Map.<String, Object>of() : values).forEach((key, value) -> {
            List<?> list = value instanceof List<?> several ? several : Collections.singletonList(value);
            UserError.require(
                    !list.isEmpty() && list.stream().allMatch(v -> v instanceof String || v instanceof Number),
                    block + key,
                    value,
                    "a formula or a list of formulas, in braces one with commas in quotes");
            boolean finite = list.stream().allMatch(v -> !(v instanceof Number n) || Double.isFinite(n.doubleValue()));
            UserError.require(finite, block + key, value, list.size() == 1 ? "a finite number" : "finite numbers");
            texts.put(key, list.stream().map(Object::toString).toList());
        });
        return texts;
    }

    private Problem inRanges(Problem problem) {
        Problem result = scaled == null || scaled ? problem : problem.unscaled();
        for (Map.Entry<String, List<String>> range :
                texts("problem.ranges.", ranges).entrySet()) {
            double[] ends = FormulaProblem.ends("problem.ranges." + range.getKey(), range.getValue());
            result = result.scaled(range.getKey(), (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2);
        }
        return result;
    }

    private Problem withCoefficients(Problem bare) {
        Problem problem = bare;
        Map<String, Problem.Coefficient> known = problem.coefficients();
        for (Map.Entry<String, Object> entry : coefficients.entrySet()) {
            Problem.Coefficient own = coefficient("problem.coefficients.", entry.getKey(), known);
            if (!Objects.equals(own.value(), entry.getValue())) {
                problem = withoutTruths(problem);
            }
            problem = problem.coefficient(entry.getKey(), (Double) entry.getValue());
        }
        for (Map.Entry<String, Double> entry : learned.entrySet()) {
            coefficient("problem.learned.", entry.getKey(), known);
            problem = problem.learned(entry.getKey(), entry.getValue());
        }
        return problem;
    }

    /**
     * The block of own keys, sorted by name, so that a configuration is always written alike; a key without a value is
     * as good as absent.
     */
    static Map<String, Double> numbers(@Nullable Map<String, Double> block) {
        SortedMap<String, Double> numbers = new TreeMap<>(block == null ? Map.<String, Double>of() : block);
        numbers.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(numbers);
    }

    /** The block of coefficients, sorted in the same way: numbers, and texts where formulas may stand. */
    private static Map<String, Object> values(@Nullable Map<String, Object> block, boolean formulas) {
        SortedMap<String, Object> values = new TreeMap<>();
        texts("problem.coefficients.", withoutNulls(block)).forEach((key, texts) -> {
            String what = "problem.coefficients." + key;
            UserError.require(texts.size() == 1, what, texts, "one number" + (formulas ? " or formula" : ""));
            if (block.get(key) instanceof Number number) {
                UserError.require(Double.isFinite(number.doubleValue()), what, number, "a finite number");
                values.put(key, number.doubleValue());
            } else {
                String text = texts.getFirst();
                values.put(key, formulas ? text : (Object) FormulaProblem.number(what, text));
            }
        });
        return Collections.unmodifiableMap(values);
    }

    private static Map<String, Object> withoutNulls(@Nullable Map<String, Object> block) {
        Map<String, Object> all = new LinkedHashMap<>(block == null ? Map.<String, Object>of() : block);
        all.values().removeIf(Objects::isNull);
        return all;
    }

    private Problem.Coefficient coefficient(String block, String key, Map<String, Problem.Coefficient> known) {
        Problem.Coefficient found = known.get(key);
        if (found == null) {
            throw new UserError(block + key + " is unknown; the coefficients of " + (name == null ? type : name)
                    + " are " + (known.isEmpty() ? "none" : String.join(", ", known.keySet())) + ".");
        }
        return found;
    }

    private static Map<String, Double> finite(String block, Map<String, Double> numbers) {
        numbers.forEach(
                (key, value) -> UserError.require(Double.isFinite(value), block + key, value, "a finite number"));
        return numbers;
    }

    private static Problem withoutTruths(Problem problem) {
        return ProblemBuilder.builder(problem).truths(new LinkedHashMap<>()).build();
    }
}
