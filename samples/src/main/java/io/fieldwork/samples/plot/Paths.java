package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import io.fieldwork.render.figure.Theme;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.joml.Vector3f;

/**
 * Three unknowns or more of time alone: the first three as a curve in space, and each over time in a chart of its own.
 */
final class Paths {
    private static final int INSTANTS = 401;
    private static final Color INK = Color.of(0x303030);
    private static final Color EDGES = Color.of(0xa0a0a0);
    private static final Color FOUND = Theme.LIGHT.series().getFirst();
    private static final Color NOW = Theme.LIGHT.series().get(3);
    /** What was found, at all times. */
    private static final Color PALE_FOUND = Color.of(0xa5bfdc);

    private static final Color PALE_TRUTH = Color.of(0xe9c1a5);
    private static final float TRAIL = 3;
    private static final float THIN = 1.5f;
    private static final float BROAD = 4;
    private static final float BALL = 0.03f;

    private final Columns columns;
    private final GridAxis time;
    private final List<Double> times;
    private final List<Range> ranges = new ArrayList<>();
    private final List<Profiles> profiles = new ArrayList<>();

    private Paths(Columns columns) {
        this.columns = columns;
        this.time = columns.table().axes().getFirst();
        this.times = Galleries.instants(time, INSTANTS);
        for (String name : columns.names()) {
            ranges.add(columns.range(name));
            profiles.add(new Profiles(columns.only(name)));
        }
    }

    /** The gallery of three unknowns or more of time alone, in the cube from -1 to 1. */
    static Gallery of(Columns columns) {
        Paths paths = new Paths(columns);
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        modes.put("space", instant -> Gallery.View.of(paths.space(instant)));
        modes.put("time", Galleries.shown(instant -> paths.charts(instant, false)));
        if (columns.names().stream().allMatch(name -> columns.reference(name).isPresent())) {
            modes.put("error", Galleries.shown(instant -> paths.charts(instant, true)));
        }
        return new Gallery(modes, paths.times, new Subject.Bounds(new Vector3f(-1), new Vector3f(1)));
    }

    private int index(int instant) {
        return Math.max(0, time.indexOf(times.get(instant)));
    }

    private Scene space(int instant) {
        List<String> names = columns.names().subList(0, 3);
        int now = index(instant);
        List<Item> items = new ArrayList<>(cube(names));
        if (names.stream().allMatch(name -> columns.reference(name).isPresent())) {
            float[] truth = curve(names.stream()
                    .map(name -> columns.reference(name).orElseThrow())
                    .toList());
            items.add(new Curves(List.of(truth), PALE_TRUTH, BROAD));
        }
        float[] found = curve(names.stream().map(columns::found).toList());
        items.add(new Curves(List.of(found), PALE_FOUND, THIN));
        items.add(new Curves(List.of(Arrays.copyOf(found, 3 * (now + 1))), FOUND, TRAIL));
        items.add(new Points(Arrays.copyOfRange(found, 3 * now, 3 * now + 3), null, NOW, BALL));
        items.add(new Label(
                String.join(", ", names) + " at t = " + Numbers.among(times.get(instant), times),
                new Vector3f(0, 0, 1.2f),
                0.5f,
                0,
                INK));
        return new Scene(Color.WHITE, items);
    }

    /** [points, 3] */
    private float[] curve(List<double[]> values) {
        float[] curve = new float[3 * time.size()];
        for (int i = 0; i < curve.length; i++) {
            curve[i] = share(i % 3, values.get(i % 3)[i / 3]);
        }
        return curve;
    }

    /** Where a value lies in the cube, all axes at the same scale. */
    private float share(int axis, double value) {
        Range range = ranges.get(axis);
        double half = ranges.subList(0, 3).stream()
                .mapToDouble(r -> (r.high() - r.low()) / 2)
                .max()
                .orElse(1);
        return (float) ((value - (range.low() + range.high()) / 2) / half);
    }

    private List<Item> cube(List<String> names) {
        float[] low = new float[3];
        float[] high = new float[3];
        for (int k = 0; k < 3; k++) {
            low[k] = share(k, ranges.get(k).low());
            high[k] = share(k, ranges.get(k).high());
        }
        List<Item> items = new ArrayList<>(List.of(Curves.box(low, high, EDGES)));
        for (int k = 0; k < 3; k++) {
            Vector3f from = new Vector3f(k == 1 ? high[0] : low[0], low[1], low[2]);
            Vector3f to = new Vector3f(from).setComponent(k, high[k]);
            Vector3f middle = new Vector3f(from).lerp(to, 0.5f);
            float across = k == 0 ? 0.5f : k == 1 ? 0 : 1;
            float upward = k == 2 ? 0.5f : 1;
            Range range = ranges.get(k);
            String ends = Numbers.within(range.low(), range) + " to " + Numbers.within(range.high(), range);
            items.add(new Label(names.get(k) + ": " + ends, middle, across, upward, INK));
        }
        return items;
    }

    /** A chart for each unknown, one above the other. */
    private Figure charts(int instant, boolean errors) {
        Mark[] mark = Galleries.mark(times, instant);
        List<Panel> panels = profiles.stream()
                .map(one -> errors ? one.errors(0, "", mark) : one.values(0, "", mark))
                .toList();
        String title = Galleries.title(errors ? "error" : String.join(", ", columns.names()), times, instant);
        return new Figure(title, 1, panels);
    }
}
