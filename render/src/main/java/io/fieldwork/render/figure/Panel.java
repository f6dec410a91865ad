package io.fieldwork.render.figure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * A chart: two axes and what is drawn between them.
 *
 * @param title above it, may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param marks drawn in this order, later ones on top
 * @param equal whether both axes have the same scale, as far as the chart does not become a thread
 * @param scale the colours that a bar beside it explains; if empty, those of its first cells
 */
public record Panel(String title, Axis x, Axis y, List<Mark> marks, boolean equal, Optional<ColorScale> scale) {
    /** The longer side of a chart with equal scales, of the shorter one; beyond that the scales differ. */
    public static final double MOST_RATIO = 5;

    /** Of a range of values, how much is left free above and below curves. */
    private static final double ROOM = 0.05;

    /** Copies the list, and takes the colours of its cells. */
    public Panel {
        marks = List.copyOf(marks);
        scale = scale.or(first(marks));
    }

    private static Supplier<Optional<ColorScale>> first(List<Mark> marks) {
        return () -> marks.stream()
                .filter(Cells.class::isInstance)
                .map(mark -> ((Cells) mark).scale())
                .findFirst();
    }

    /** {@return a chart that fills its room, marks drawn in their order; the title may be empty} */
    public static Panel of(String title, Axis x, Axis y, Mark... marks) {
        return of(title, x, y, List.of(marks));
    }

    /** A chart that fills its room. */
    public static Panel of(String title, Axis x, Axis y, List<Mark> marks) {
        return new Panel(title, x, y, marks, false, Optional.empty());
    }

    /** The same chart with equal scales of both axes. */
    public Panel equalScales() {
        return new Panel(title, x, y, marks, true, scale);
    }

    /** The same chart with a bar of colours, for what others draw between its axes. */
    public Panel explaining(ColorScale colors) {
        return new Panel(title, x, y, marks, equal, Optional.of(colors));
    }

    /** The same chart, its numbers in other colours. */
    public Panel recolored(UnaryOperator<ColorScale> colors) {
        Panel changed = with(cells -> cells.in(colors.apply(cells.scale())));
        return new Panel(title, x, y, changed.marks, equal, scale.map(colors));
    }

    /** The same chart with other cells. */
    public Panel with(UnaryOperator<Cells> change) {
        List<Mark> changed = marks.stream()
                .map(mark -> mark instanceof Cells cells ? change.apply(cells) : mark)
                .toList();
        return new Panel(title, x, y, changed, equal, scale);
    }

    /** A part of this chart that begins at shares of its axes and has a share of their lengths. */
    public Panel part(double left, double low, double size) {
        Panel whole = resolved();
        Axis across = whole.x.part(left, left + size);
        return new Panel(title, across, whole.y.part(low, low + size), marks, equal, scale);
    }

    /** What its legend says. */
    List<Map.Entry<String, Stroke>> legend() {
        return marks.stream()
                .filter(mark -> !mark.label().isEmpty())
                .map(mark -> Map.entry(mark.label(), mark.stroke()))
                .toList();
    }

    /** The same chart, the ends of its axes those of what is shown where none are given. */
    Panel resolved() {
        boolean map = scale().isPresent();
        boolean dots = marks.stream().anyMatch(mark -> mark.stroke().style() == Stroke.Style.DOTS);
        Axis across = over(x, marks.stream().flatMapToDouble(Panel::across), map || !dots ? 0 : ROOM);
        Axis upward = over(y, marks.stream().flatMapToDouble(Panel::upward), map ? 0 : ROOM);
        return new Panel(title, across, upward, marks, equal, scale);
    }

    /** The numbers along the horizontal axis that should be seen. */
    private static DoubleStream across(Mark mark) {
        return switch (mark) {
            case Curve curve -> DoubleStream.of(curve.x());
            case Band band -> DoubleStream.of(band.x());
            case Rule rule -> rule.upright() ? DoubleStream.of(rule.at()) : DoubleStream.empty();
            case Cells cells -> DoubleStream.of(cells.x()[0], cells.x()[cells.nx()]);
        };
    }

    /** The numbers along the vertical axis that should be seen. */
    private static DoubleStream upward(Mark mark) {
        return switch (mark) {
            case Curve curve -> DoubleStream.of(curve.y());
            case Band band -> DoubleStream.concat(DoubleStream.of(band.low()), DoubleStream.of(band.high()));
            case Rule rule -> rule.upright() ? DoubleStream.empty() : DoubleStream.of(rule.at());
            case Cells cells -> DoubleStream.of(cells.y()[0], cells.y()[cells.ny()]);
        };
    }

    private static Axis over(Axis axis, DoubleStream values, double room) {
        if (axis.range().isPresent()) {
            return axis;
        }
        return axis.over(
                axis.logarithmic()
                        ? Range.ofPositive(values).paddedByRatio(room)
                        : Range.of(values).padded(room));
    }
}
