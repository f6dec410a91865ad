package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.formula.Expression.Binary;
import io.fieldwork.pde.formula.Expression.Call;
import io.fieldwork.pde.formula.Expression.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The reading of domains: ends of coordinates, and shapes such as {@code rectangle(0, 2, 0, 1) - named(disc(1, 0.5,
 * 0.2), hole)}, in which {@code +} unites, {@code -} cuts out and {@code *} is what both have in common.
 */
final class FormulaDomain {
    private static final List<String> SHAPES =
            List.of("interval", "rectangle", "box", "disc", "ball", "polygon", "named");

    private FormulaDomain() {}

    /**
     * The domain of coordinates by name, several of one shape separated by blanks or commas, with their ends or shape,
     * those of some joined; a {@link UserError} if they fit no domain.
     */
    static Domain of(SequencedMap<String, List<String>> parts, List<String> periodic) {
        double[] time = {};
        List<String> space = new ArrayList<>();
        List<double[]> ends = new ArrayList<>();
        Shape shape = null;
        for (var part : parts.entrySet()) {
            if (part.getKey().equals(Domain.TIME)) {
                time = FormulaProblem.ends("The domain's " + part.getKey(), part.getValue());
                continue;
            }
            space.addAll(List.of(part.getKey().strip().split("[\\s,]+")));
            if (part.getValue().size() == 1) {
                shape = shape(ExpressionReader.read(part.getValue().getFirst()), Map.of());
            } else {
                ends.add(FormulaProblem.ends("The domain's " + part.getKey(), part.getValue()));
            }
        }
        if (shape != null && !ends.isEmpty()) {
            throw new UserError("The domain has a shape beside ends of " + String.join(", ", space)
                    + "; expected one shape of all coordinates in space, such as {x y: disc(0, 0, 1)}.");
        }
        UserError.require(!parts.isEmpty(), "The domain", parts, "the ends of each coordinate, such as {x: [0, 1]}");
        if (space.isEmpty()) {
            return Domain.ofTime(time[0], time[1]);
        }
        Domain domain = Domain.of(shape != null ? shape : box(ends), space.toArray(String[]::new));
        return (time.length == 0 ? domain : domain.time(time[0], time[1])).periodic(periodic.toArray(String[]::new));
    }

    /** The region of some ends or shape, which may be made of known ones; a {@link UserError} if it cannot be read. */
    static Shape region(String name, List<String> text, Map<String, Shape> known) {
        if (text.size() > 1) {
            return box(List.of(FormulaProblem.ends("The region " + name, text)));
        }
        return shape(ExpressionReader.read(text.getFirst()), known);
    }

    private static Shape box(List<double[]> ends) {
        return Shapes.box(
                ends.stream().mapToDouble(end -> end[0]).toArray(),
                ends.stream().mapToDouble(end -> end[1]).toArray());
    }

    private static Shape shape(Expression expression, Map<String, Shape> known) {
        return switch (expression) {
            case Binary(var operator, var left, var right)
            when operator == '+' -> shape(left, known).union(shape(right, known));
            case Binary(var operator, var left, var right)
            when operator == '-' -> shape(left, known).minus(shape(right, known));
            case Binary(var operator, var left, var right)
            when operator == '*' -> shape(left, known).intersect(shape(right, known));
            case Call call -> called(call, known);
            case Name(var name, var at) when known.containsKey(name) -> known.get(name);
            default ->
                throw new UserError("A domain's shape cannot be read; expected one of " + String.join(", ", SHAPES)
                        + (known.isEmpty() ? "" : ", " + String.join(", ", known.keySet()))
                        + ", joined by + (both), - (without) or * (in common), or two ends such as [0, 1].");
        };
    }

    private static Shape called(Call call, Map<String, Shape> known) {
        List<Expression> arguments = call.arguments();
        if (call.function().equals("named") && arguments.size() == 2 && arguments.getLast() instanceof Name name) {
            return shape(arguments.getFirst(), known).named(name.name());
        }
        if (!SHAPES.contains(call.function()) || call.function().equals("named")) {
            throw call.at()
                    .error(
                            "'" + call.function() + "'",
                            "; expected one of the shapes " + String.join(", ", SHAPES)
                                    + ", such as named(disc(0, 0, 1), hole)"
                                    + Nearest.among(call.function(), SHAPES));
        }
        double[] numbers = arguments.stream().mapToDouble(PointFunction::number).toArray();
        int least = call.function().equals("polygon") ? 6 : 2;
        boolean ball = List.of("disc", "ball").contains(call.function());
        if (numbers.length < least || !ball && numbers.length % 2 > 0) {
            throw call.at()
                    .error(
                            "'" + call.function() + "' with " + numbers.length + " numbers",
                            "; expected interval(lower, upper), rectangle(left, right, bottom, top), box of both ends of"
                                    + " each coordinate, disc(x, y, radius), ball(x, y, z, radius) or polygon(x0, y0, x1,"
                                    + " y1, ...)");
        }
        if (ball) {
            return Shapes.ball(Arrays.copyOf(numbers, numbers.length - 1), numbers[numbers.length - 1]);
        }
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            pairs.add(Arrays.copyOfRange(numbers, i, i + 2));
        }
        return least == 6 ? Shapes.polygon(pairs.toArray(double[][]::new)) : box(pairs);
    }
}
