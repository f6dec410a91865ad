package io.fieldwork.samples.plot;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Ink;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.figure.Rule;
import io.fieldwork.render.figure.Stroke;
import io.fieldwork.render.viewer.Subject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.joml.Vector3f;

/** The galleries of tables: what is shown depends on the axes. */
public final class Galleries {
    private static final int INSTANTS = 401;
    /** The box around what has figures alone. */
    public static final Subject.Bounds SQUARE = new Subject.Bounds(new Vector3f(-1, -1, 0), new Vector3f(1, 1, 0));

    private Galleries() {}

    /**
     * {@return the gallery of a table, with modes for its coordinates}
     *
     * @throws UserError if it has more than two coordinates in space
     */
    public static Gallery of(GridSolution table) {
        List<GridAxis> axes = table.axes();
        boolean timed = axes.getFirst().name().equals(Domain.TIME);
        int space = axes.size() - (timed ? 1 : 0);
        Columns columns = new Columns(table);
        return switch (space) {
            case 0 -> columns.names().size() < 3 ? line(columns, true) : Paths.of(columns);
            case 1 -> timed ? spaceTime(columns) : line(columns, false);
            case 2 -> plane(columns, timed);
            default ->
                throw new UserError("The solution has " + space + " coordinates in space ("
                        + String.join(", ", axes.stream().map(GridAxis::name).toList())
                        + "); expected at most two, which a plane can show, or 'fieldwork export RUN --out u.vti' for"
                        + " ParaView.");
        };
    }

    /** What is said above a picture of an instant. */
    static String title(String what, List<Double> times, int instant) {
        return times.isEmpty() ? what : what + " at t = " + Numbers.among(times.get(instant), times);
    }

    /** So many of the points of an axis, evenly, with both ends. */
    static List<Double> instants(GridAxis time, int most) {
        int count = Math.min(time.size(), most);
        return IntStream.range(0, count)
                .mapToObj(i -> time.at(count == 1 ? 0 : (int) Math.round(i * (time.size() - 1.0) / (count - 1))))
                .toList();
    }

    /** An upright line that is seen on dark and on bright; none where nothing moves. */
    static Mark[] mark(List<Double> times, int instant) {
        if (times.isEmpty()) {
            return new Mark[0];
        }
        Stroke ink = new Stroke(Ink.Part.TEXT, 1, 1, Stroke.Style.SOLID);
        Stroke paper = new Stroke(Ink.Part.PAPER, 3, 1, Stroke.Style.SOLID);
        double now = times.get(instant);
        return new Mark[] {new Rule("", paper, true, now), new Rule("", ink, true, now)};
    }

    static Gallery.Showing shown(IntFunction<Figure> figure) {
        return instant -> Gallery.View.of(figure.apply(instant));
    }

    /** Curves over the only axis, with a mark at the instant if that is time. */
    private static Gallery line(Columns columns, boolean timed) {
        GridAxis axis = columns.table().axes().getFirst();
        Profiles profiles = new Profiles(columns);
        List<Double> times = timed ? instants(axis, INSTANTS) : List.of();
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        String names = String.join(", ", columns.names());
        modes.put("profile", shown(n -> Figure.of(profiles.values(0, title(names, times, n), mark(times, n)))));
        if (columns.names().stream().anyMatch(name -> columns.reference(name).isPresent())) {
            modes.put("error", shown(n -> Figure.of(profiles.errors(0, title("error", times, n), mark(times, n)))));
        }
        return new Gallery(modes, times, SQUARE);
    }

    /** Maps over time and space with a line at the instant, and the curves of that instant. */
    private static Gallery spaceTime(Columns columns) {
        FieldMap map = FieldMap.of(columns.table());
        List<Double> times = Arrays.stream(map.across().points()).boxed().toList();
        Profiles profiles = new Profiles(columns);
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        for (String name : columns.names()) {
            modes.put(columns.mode("space-time", name), spaceTime(map, columns.foundField(name), times));
        }
        String names = String.join(", ", columns.names());
        modes.put("profile", shown(n -> Figure.of(profiles.values(n, title(names, times, n)))));
        compared(columns, modes, field -> spaceTime(map, field, times));
        return new Gallery(modes, times, SQUARE);
    }

    private static Gallery.Showing spaceTime(FieldMap map, ColoredValues field, List<Double> times) {
        return shown(n -> {
            String title = field.title() + ", t = " + Numbers.among(times.get(n), times);
            return Figure.of(map.panel(field.titled(title), 0, mark(times, n)));
        });
    }

    /** Unknowns over two coordinates in space, at each instant if there is time; of a flow its speed, streaks and arrows as well. */
    private static Gallery plane(Columns columns, boolean timed) {
        FieldMap map = FieldMap.of(columns.table());
        List<Double> times = timed
                ? Arrays.stream(columns.table().axes().getFirst().points())
                        .boxed()
                        .toList()
                : List.of();
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        Subject.Bounds bounds = SQUARE;
        if (columns.names().containsAll(List.of("u", "v", "p"))) {
            Flow flow = new Flow(columns, map, times);
            bounds = flow.bounds();
            modes.put("magnitude", plane(map, flow.speed(), times));
            modes.put("streaks", flow::streaks);
            modes.put("glyphs", flow::arrows);
        }
        columns.names().forEach(name -> modes.put(name, plane(map, columns.foundField(name), times)));
        compared(columns, modes, field -> plane(map, field, times));
        return new Gallery(modes, times, bounds);
    }

    private static Gallery.Showing plane(FieldMap map, ColoredValues field, List<Double> times) {
        return shown(n -> Figure.of(map.panel(field.titled(title(field.title(), times, n)), n * map.size())));
    }

    /** Errors and references where there are some. */
    private static void compared(
            Columns columns,
            SequencedMap<String, Gallery.Showing> modes,
            Function<ColoredValues, Gallery.Showing> showing) {
        for (String name : columns.names()) {
            columns.errorField(name).map(showing).ifPresent(mode -> modes.put(columns.mode("error", name), mode));
            columns.referenceField(name).map(showing).ifPresent(mode -> modes.put(columns.mode("truth", name), mode));
        }
    }
}
