package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.joml.Quaternionf;
import org.joml.Vector3f;

/**
 * Three unknowns or more of time alone: the first three as a curve in space, and each over time in a chart of its own, which faces the
 * camera that a viewer starts with.
 */
public final class Paths {
    private static final int INSTANTS = 401;
    /** Name of the mode in which the camera may go around. */
    public static final String SPACE = "space";

    private static final float GAP = 0.12f;
    private static final float WIDTH = 2.8f;
    private static final float HEIGHT = 2.2f;
    /** Where a viewer's camera looks from at first: turned about z, then tilted about x. */
    private static final Quaternionf FACING = new Quaternionf().rotateZ(0.5f).rotateX(1.1f);

    private static final float TRAIL = 3;
    private static final float THIN = 1.5f;
    private static final float BROAD = 4;
    private static final float BALL = 0.03f;

    private final Columns columns;
    private final GridAxis time;
    private final List<Double> times;
    private final List<Range> ranges = new ArrayList<>();

    private Paths(Columns columns) {
        this.columns = columns;
        this.time = columns.table().axes().getFirst();
        this.times = Galleries.instants(time, INSTANTS);
        columns.names().forEach(name -> ranges.add(columns.range(name)));
    }

    /**
     * The modes of a table.
     *
     * @param columns time alone, three unknowns or more
     * @return the gallery, in the cube from -1 to 1
     */
    static Gallery of(Columns columns) {
        Paths paths = new Paths(columns);
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        modes.put(SPACE, instant -> paths.space(instant));
        modes.put("time", instant -> paths.charts(instant, false));
        if (columns.names().stream().allMatch(name -> columns.reference(name).isPresent())) {
            modes.put("error", instant -> paths.charts(instant, true));
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
            items.add(new Curves(List.of(truth), Chart.pale(1), BROAD));
        }
        float[] found = curve(names.stream().map(columns::found).toList());
        items.add(new Curves(List.of(found), Chart.pale(0), THIN));
        items.add(new Curves(List.of(Arrays.copyOf(found, 3 * (now + 1))), Chart.color(0), TRAIL));
        items.add(new Points(Arrays.copyOfRange(found, 3 * now, 3 * now + 3), null, Chart.color(4), BALL));
        items.add(new Label(
                Galleries.title(String.join(", ", names), times, instant),
                new Vector3f(0, 0, 1.2f),
                0.5f,
                0,
                Chart.INK));
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
        List<Item> items = new ArrayList<>(List.of(Curves.box(low, high, Color.of(0xa0a0a0))));
        for (int k = 0; k < 3; k++) {
            Vector3f from = new Vector3f(k == 1 ? high[0] : low[0], low[1], low[2]);
            Vector3f to = new Vector3f(from).setComponent(k, high[k]);
            Vector3f middle = new Vector3f(from).lerp(to, 0.5f);
            float across = k == 0 ? 0.5f : k == 1 ? 0 : 1;
            float upward = k == 2 ? 0.5f : 1;
            String ends = Numbers.brief(ranges.get(k).low()) + " to "
                    + Numbers.brief(ranges.get(k).high());
            items.add(new Label(names.get(k) + ": " + ends, middle, across, upward, Chart.INK));
        }
        return items;
    }

    private Scene charts(int instant, boolean errors) {
        List<String> names = columns.names();
        List<Item> items = new ArrayList<>();
        float height = (HEIGHT - GAP * (names.size() - 1)) / names.size();
        for (int k = 0; k < names.size(); k++) {
            float bottom = HEIGHT / 2 - height - k * (height + GAP);
            Plane plane = new Plane(
                    FACING.transform(new Vector3f(-WIDTH / 2, bottom, 0)),
                    FACING.transform(new Vector3f(WIDTH, 0, 0)),
                    FACING.transform(new Vector3f(0, height, 0)));
            Profiles profiles = new Profiles(plane, one(names.get(k)), time);
            List<Item> chart = errors ? profiles.errors(0, "") : profiles.values(0, "");
            boolean last = k == names.size() - 1;
            chart.stream()
                    .filter(item -> !isName(item) && (last || !isCommon(item)))
                    .forEach(items::add);
            items.addAll(profiles.chart().mark(times.get(instant)));
        }
        String title = Galleries.title(errors ? "error" : String.join(", ", names), times, instant);
        items.add(new Label(title, FACING.transform(new Vector3f(0, HEIGHT / 2, 0)), 0.5f, 0, Chart.INK));
        return new Scene(Color.WHITE, items);
    }

    /** Whether it is the name of an upright axis, which is in the chart as well. */
    private static boolean isName(Item item) {
        return item instanceof Label label && label.across() == 1 && label.upward() == 0;
    }

    /** Whether it is something that charts have in common: a number or the name of the axis of time, what is said of references. */
    private static boolean isCommon(Item item) {
        return item instanceof Label label
                && (label.upward() == 1 && label.across() == 0.5f
                        || label.text().equals(Profiles.REFERENCE));
    }

    private Columns one(String name) {
        SequencedMap<String, double[]> kept = new LinkedHashMap<>();
        kept.put(name, columns.found(name));
        columns.reference(name).ifPresent(truth -> kept.put(GridSolution.reference(name), truth));
        return new Columns(new GridSolution(columns.table().axes(), kept));
    }
}
