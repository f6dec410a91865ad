package io.fieldwork.samples.plot;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** What there is to see of a table, depending on its axes. */
public final class Galleries {
    private static final float HALF_WIDTH = 1.5f;
    private static final float HALF_HEIGHT = 1;
    private static final int CELLS = 256;
    private static final int INSTANTS = 401;

    private Galleries() {}

    /**
     * Modes for the coordinates of a table.
     *
     * @param table values on a grid
     * @return its gallery
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
            case 2 -> Planes.of(columns, timed);
            default ->
                throw new UserError("The solution has " + space + " coordinates in space ("
                        + String.join(", ", axes.stream().map(GridAxis::name).toList())
                        + "); expected at most two, which a plane can show.");
        };
    }

    /** What is said above a picture of an instant. */
    static String title(String what, List<Double> times, int instant) {
        return times.isEmpty()
                ? what
                : what + " at t = " + Numbers.brief(times.get(instant));
    }

    /** So many of the points of an axis, evenly, with both ends. */
    static List<Double> instants(GridAxis time, int most) {
        int count = Math.min(time.size(), most);
        return IntStream.range(0, count)
                .mapToObj(i -> time.at(count == 1 ? 0 : (int) Math.round(i * (time.size() - 1.0) / (count - 1))))
                .toList();
    }

    private static Plane plane() {
        return Plane.xy(-HALF_WIDTH, -HALF_HEIGHT, HALF_WIDTH, HALF_HEIGHT);
    }

    private static Subject.Bounds bounds() {
        return Chart.bounds(-HALF_WIDTH, -HALF_HEIGHT, HALF_WIDTH, HALF_HEIGHT);
    }

    /** Curves over the only axis, with a mark at the instant if that is time. */
    private static Gallery line(Columns columns, boolean timed) {
        GridAxis axis = columns.table().axes().getFirst();
        Profiles profiles = new Profiles(plane(), columns, axis);
        List<Double> times = timed ? instants(axis, INSTANTS) : List.of();
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        String names = String.join(", ", columns.names());
        modes.put("profile", instant -> marked(profiles, profiles.values(0, names), times, instant));
        if (columns.names().stream().anyMatch(name -> columns.reference(name).isPresent())) {
            modes.put("error", instant -> marked(profiles, profiles.errors(0, "error"), times, instant));
        }
        return new Gallery(modes, times, bounds());
    }

    private static Scene marked(Profiles profiles, List<Item> items, List<Double> times, int instant) {
        List<Item> all = new ArrayList<>(items);
        if (!times.isEmpty()) {
            all.addAll(profiles.chart().mark(times.get(instant)));
        }
        return new Scene(Color.WHITE, all);
    }

    /** Maps over time and space with a line at the instant, and the curves of that instant. */
    private static Gallery spaceTime(Columns columns) {
        GridAxis time = columns.table().axes().getFirst();
        GridAxis space = columns.table().axes().getLast();
        List<Double> times = Arrays.stream(time.points()).boxed().toList();
        Raster raster =
                new Raster(time, space, Math.min(2 * time.size(), 2 * CELLS), Math.min(space.size(), 2 * CELLS));
        Chart chart = new Chart(
                plane(), Chart.axis(time.at(0), Raster.end(time)), Chart.axis(space.at(0), Raster.end(space)));
        Profiles profiles = new Profiles(plane(), columns, space);
        SequencedMap<String, Gallery.Showing> maps = new LinkedHashMap<>();
        SequencedMap<String, Gallery.Showing> errors = new LinkedHashMap<>();
        for (String name : columns.names()) {
            Film found = Film.of(name, false, List.of(raster.of(columns.found(name), 0)));
            Optional<Film> truth = columns.reference(name)
                    .map(values -> Film.of("reference of " + name, false, List.of(raster.of(values, 0))));
            maps.put(
                    columns.mode("space-time", name),
                    map(chart, truth.map(found::like).orElse(found), times));
            truth.ifPresent(film -> {
                errors.put(columns.mode("error", name), map(chart, film.error("error of " + name, found), times));
                errors.put(columns.mode("truth", name), map(chart, film, times));
            });
        }
        String names = String.join(", ", columns.names());
        maps.put("profile", instant -> new Scene(Color.WHITE, profiles.values(instant, title(names, times, instant))));
        maps.putAll(errors);
        return new Gallery(maps, times, bounds());
    }

    private static Gallery.Showing map(Chart chart, Film film, List<Double> times) {
        return instant -> {
            List<Item> items = new ArrayList<>(film.map(chart, 0));
            items.addAll(chart.frame("t", "x"));
            items.addAll(chart.mark(times.get(instant)));
            items.add(chart.title(
                    film.title() + ", t = " + Numbers.brief(times.get(instant))));
            return new Scene(Color.WHITE, items);
        };
    }
}
