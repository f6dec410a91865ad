package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.modulation.Interpolation;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a grid over some coordinates that have a weight at a point, and the derivatives of the weights, as script text: cubic
 * B-splines, so that an equation of second order sees a continuous function. Along a periodic coordinate the grid goes around. Beyond its ends
 * it is constant.
 *
 * <p>Points depend on no parameter, so the weights are columns of the embedding: 4^d of them, and the number of the first node.
 */
final class GridTaps {
    private static final Interpolation SPLINE = Interpolation.CUBIC;
    /** What rounding may put a point beyond an end, as a part of the grid. */
    private static final double SLACK = 1e-6;

    private static final int MOST_AXES = 4;
    private static final int MOST_ROWS = 1 << 22;

    /** A coordinate of the grid: its number, its lower end, and cells a unit. */
    private record Axis(int number, double low, double scale, int nodes, boolean periodic) {
        int cells() {
            return periodic ? nodes : SPLINE.cells(nodes);
        }

        /** Nodes with those that are met again behind the end of a period. */
        int stored() {
            return periodic ? nodes + SPLINE.taps() - 1 : nodes;
        }
    }

    private final List<Axis> axes;

    /**
     * The taps of a grid.
     *
     * @throws io.fieldwork.fields.tensor.UserError if a coordinate is unknown or the grid is too large
     */
    GridTaps(Inputs inputs, int nodes, @Nullable List<String> over) {
        List<String> names = over == null ? inputs.coordinates() : over;
        for (String name : names) {
            if (!inputs.coordinates().contains(name)) {
                throw Nearest.error("field.modulation.over", name, inputs.coordinates());
            }
        }
        this.axes =
                names.stream().distinct().map(name -> axis(inputs, name, nodes)).toList();
        UserError.require(
                axes.size() <= MOST_AXES,
                "field.modulation.over",
                names,
                "at most " + MOST_AXES + " coordinates, since a point has 4 nodes along each");
        UserError.require(
                Math.pow(nodes, axes.size()) <= MOST_ROWS,
                "field.modulation.nodes",
                nodes,
                "at most " + MOST_ROWS + " nodes in all along " + axes.size() + " coordinates");
    }

    private static Axis axis(Inputs inputs, String name, int nodes) {
        int number = inputs.coordinates().indexOf(name);
        Inputs.Axis axis = inputs.axes().get(number);
        return axis.isPeriodic()
                ? new Axis(number, axis.low(), nodes / axis.period(), nodes, true)
                : new Axis(number, axis.low(), SPLINE.cells(nodes) / (axis.high() - axis.low()), nodes, false);
    }

    /** Weights a point. */
    int count() {
        return Math.toIntExact(Math.round(Math.pow(SPLINE.taps(), axes.size())));
    }

    /** Nodes in all, the last coordinate's one after another. */
    int rows() {
        return axes.stream().mapToInt(Axis::nodes).reduce(1, Math::multiplyExact);
    }

    /** A method {@code taps} from x [n, d] to the weights and the first node [n, 4^d + 1]. */
    String script(int dimensions) {
        Derivative value = Derivative.value(dimensions);
        return method(List.of(value), slot(value));
    }

    /** A method {@code taps} from x [n, d] to the jet of the same [slots, n, 4^d + 1]; the first node stands in every slot. */
    String script(Slots slots) {
        String all = slots.derivatives().stream()
                .map(this::slot)
                .collect(Collectors.joining(", ", "torch.stack([", "], 0)"));
        return method(slots.derivatives(), all);
    }

    private String method(List<Derivative> wanted, String result) {
        StringBuilder text = new StringBuilder("def taps(self, x: Tensor) -> Tensor:\n");
        for (Axis axis : axes) {
            TreeSet<Integer> orders = new TreeSet<>(List.of(0));
            wanted.forEach(each -> orders.add(each.orders().get(axis.number)));
            text.append(place(axis));
            for (int order : orders) {
                text.append("  w%d_%d = %s\n".formatted(axis.number, order, weights(axis, order)));
            }
        }
        return text + "  first = " + first() + "\n  return " + result + "\n";
    }

    /** Cell i and place t in it, both [n, 1]. */
    private static String place(Axis axis) {
        String within = axis.periodic
                ? "r" + axis.number
                : "torch.clamp(r%d, %s, %s)".formatted(axis.number, -SLACK * axis.cells(), (1 + SLACK) * axis.cells());
        String cell = axis.periodic
                ? "torch.remainder(f%1$d, %2$d)".formatted(axis.number, axis.nodes)
                : "torch.clamp(f%1$d, 0, %2$d)".formatted(axis.number, axis.cells() - 1);
        return """
                  r%1$d = torch.mul(torch.sub(torch.slice(x, 1, %1$d, %2$d), %3$s), %4$s)
                  u%1$d = %5$s
                  f%1$d = torch.floor(torch.detach(u%1$d))
                  i%1$d = %6$s
                  t%1$d = torch.sub(u%1$d, %7$s%1$d)
                """.formatted(
                        axis.number, axis.number + 1, axis.low, axis.scale, within, cell, axis.periodic ? "f" : "i");
    }

    private static String weights(Axis axis, int order) {
        String inCell = SPLINE.weights("t" + axis.number, order);
        if (order == 0) {
            return inCell;
        }
        String inside = axis.periodic ? "1." : "torch.to(torch.eq(r%1$d, u%1$d), x.dtype)".formatted(axis.number);
        return "torch.mul(torch.mul(%s, %s), %s)".formatted(inCell, Math.pow(axis.scale, order), inside);
    }

    private String first() {
        String sum = "i" + axes.getFirst().number;
        for (Axis axis : axes.subList(1, axes.size())) {
            sum = "torch.add(torch.mul(%s, %d), i%d)".formatted(sum, axis.stored(), axis.number);
        }
        return sum;
    }

    /** The derivative of the weights, and the first node. */
    private String slot(Derivative derivative) {
        int along = axes.stream()
                .mapToInt(axis -> derivative.orders().get(axis.number))
                .sum();
        String weights = "";
        int count = 1;
        for (Axis axis : axes) {
            String own = "w%d_%d"
                    .formatted(
                            axis.number,
                            along == derivative.order() ? derivative.orders().get(axis.number) : 0);
            count *= SPLINE.taps();
            weights = weights.isEmpty()
                    ? own
                    : "torch.reshape(torch.mul(torch.unsqueeze(%s, 2), torch.unsqueeze(%s, 1)), [-1, %d])"
                            .formatted(weights, own, count);
        }
        String exact = along == derivative.order() ? weights : "torch.zeros_like(" + weights + ")";
        return "torch.cat([" + exact + ", first], 1)";
    }

    /** A method {@code nodes} from the first nodes [n] and a table [rows, columns] to what the taps find [n, 4^d, columns]. */
    String nodes() {
        StringBuilder text = new StringBuilder("def nodes(self, first: Tensor, table: Tensor) -> Tensor:\n");
        text.append("  t0 = torch.reshape(table, %s)\n".formatted(shape()));
        for (int k = 0; k < axes.size(); k++) {
            text.append(
                    axes.get(k).periodic
                            ? "  t%d = torch.cat([t%d, torch.slice(t%2$d, %2$d, 0, %d)], %2$d)\n"
                                    .formatted(k + 1, k, SPLINE.taps() - 1)
                            : "  t%d = t%d\n".formatted(k + 1, k));
        }
        String rows = offsets().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return text + """
                  row = torch.add(torch.unsqueeze(torch.to(first, 4), 1), torch.tensor([%s], dtype=4, device=first.device))
                  return torch.embedding(torch.reshape(t%d, [-1, torch.size(table, 1)]), row)
                """.formatted(rows, axes.size());
    }

    private String shape() {
        return axes.stream()
                .map(axis -> "" + axis.nodes)
                .collect(Collectors.joining(", ", "[", ", torch.size(table, 1)]"));
    }

    private List<Integer> offsets() {
        List<Integer> all = List.of(0);
        for (Axis axis : axes) {
            all = all.stream()
                    .flatMap(above -> IntStream.range(0, SPLINE.taps()).mapToObj(k -> above * axis.stored() + k))
                    .toList();
        }
        return all;
    }
}
