package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Glyphs;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Streaks;
import io.fieldwork.render.scene.VectorGrid;
import io.fieldwork.render.viewer.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Unknowns over two coordinates in space, at each instant if there is time; of a flow its speed, streaks and arrows as well. */
final class Planes {
    private static final float WIDTH = 3;
    private static final float HEIGHT = 2;
    private static final int CELLS = 256;
    private static final int LEAST_CELLS = 64;
    private static final float GRAINS = 500;
    private static final int STROKE = 14;
    private static final int ARROWS = 24;

    private final Columns columns;
    private final List<Double> times;
    private final Chart chart;
    private final Raster raster;
    private final String across;
    private final String upward;
    private final SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();

    private Planes(Columns columns, boolean timed) {
        this.columns = columns;
        List<GridAxis> axes = columns.table().axes();
        this.times = timed ? Arrays.stream(axes.getFirst().points()).boxed().toList() : List.of();
        GridAxis x = axes.get(axes.size() - 2);
        GridAxis y = axes.getLast();
        this.across = x.name();
        this.upward = y.name();
        float width = (float) (Raster.end(x) - x.at(0));
        float height = (float) (Raster.end(y) - y.at(0));
        float scale = Math.min(WIDTH / width, HEIGHT / height) / 2;
        this.chart = new Chart(
                Plane.xy(-scale * width, -scale * height, scale * width, scale * height),
                Chart.axis(x.at(0), Raster.end(x)),
                Chart.axis(y.at(0), Raster.end(y)));
        this.raster = new Raster(x, y, cells(x), cells(y));
    }

    private static int cells(GridAxis axis) {
        return Math.clamp(2L * axis.size(), LEAST_CELLS, CELLS);
    }

    /**
     * The modes of a table.
     *
     * @param columns two axes in space
     * @param timed whether time comes before them
     * @return the gallery
     */
    static Gallery of(Columns columns, boolean timed) {
        Planes planes = new Planes(columns, timed);
        List<String> names = columns.names();
        Map<String, Film> found = new LinkedHashMap<>();
        names.forEach(name -> found.put(name, planes.film(name, columns.found(name))));
        if (names.containsAll(List.of("u", "v", "p"))) {
            planes.flow(Objects.requireNonNull(found.get("u")), Objects.requireNonNull(found.get("v")));
        }
        SequencedMap<String, Gallery.Showing> compared = new LinkedHashMap<>();
        found.forEach((name, film) -> {
            Optional<Film> truth = columns.reference(name).map(values -> planes.film("reference of " + name, values));
            planes.modes.put(name, planes.map(truth.map(film::like).orElse(film)));
            truth.ifPresent(true_ -> {
                compared.put(columns.mode("error", name), planes.map(true_.error("error of " + name, film)));
                compared.put(columns.mode("truth", name), planes.map(true_));
            });
        });
        planes.modes.putAll(compared);
        return new Gallery(planes.modes, planes.times, planes.bounds());
    }

    private Subject.Bounds bounds() {
        Plane plane = chart.plane();
        float right = plane.origin().x() + plane.across().x();
        float top = plane.origin().y() + plane.upward().y();
        return Chart.bounds(plane.origin().x(), plane.origin().y(), right, top);
    }

    private Film film(String title, double[] values) {
        int instants = Math.max(1, times.size());
        int block = values.length / instants;
        return Film.of(
                title,
                false,
                IntStream.range(0, instants)
                        .mapToObj(n -> raster.of(values, n * block))
                        .toList());
    }

    private Gallery.Showing map(Film film) {
        return instant -> scene(film.title(), instant, film.map(chart, instant));
    }

    private Scene scene(String what, int instant, List<Item> picture) {
        List<Item> items = new ArrayList<>(picture);
        items.addAll(chart.frame(across, upward));
        items.add(chart.title(Galleries.title(what, times, instant)));
        return new Scene(Color.WHITE, items);
    }

    /** A velocity along both axes. */
    private void flow(Film u, Film v) {
        // A length begins at 0, as an error does.
        Film speed = u.combined("speed", true, v, Math::hypot);
        Range range = new Range(0, speed.range().high(), false);
        Film shown = new Film("speed", speed.frames(), range);
        List<VectorGrid> vectors = IntStream.range(0, u.frames().size())
                .mapToObj(n -> vectors(u.frames().get(n), v.frames().get(n)))
                .toList();
        modes.put("magnitude", map(shown));
        modes.put("streaks", instant -> {
            Palette palette = range.palette();
            List<Item> items = new ArrayList<>(List.of(chart.bar(palette)));
            items.add(new Streaks(
                    vectors.get(Math.min(instant, vectors.size() - 1)), chart.plane(), palette, GRAINS, STROKE));
            return scene("speed along the flow", instant, items);
        });
        modes.put("glyphs", instant -> {
            Palette palette = range.palette();
            VectorGrid grid = vectors.get(Math.min(instant, vectors.size() - 1));
            List<Item> items = new ArrayList<>(List.of(chart.bar(palette)));
            items.add(Glyphs.on(grid, chart.plane(), Math.max(1, Math.max(grid.nx(), grid.ny()) / ARROWS), palette));
            return scene("velocity", instant, items);
        });
    }

    /** Where there is no flow it stands still. */
    private static VectorGrid vectors(ScalarGrid u, ScalarGrid v) {
        float[] vectors = new float[2 * u.values().length];
        for (int i = 0; i < u.values().length; i++) {
            boolean there = Float.isFinite(u.values()[i]) && Float.isFinite(v.values()[i]);
            vectors[2 * i] = there ? u.values()[i] : 0;
            vectors[2 * i + 1] = there ? v.values()[i] : 0;
        }
        return new VectorGrid(u.nx(), u.ny(), vectors, false);
    }
}
