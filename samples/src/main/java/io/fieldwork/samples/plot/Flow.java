package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Glyphs;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Streaks;
import io.fieldwork.render.scene.VectorGrid;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.viewer.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joml.Vector3f;

/** A velocity u, v over a plane: its speed, streaks along it and arrows, at each instant. */
final class Flow {
    private static final float WIDTH = 3;
    private static final float HEIGHT = 2;
    private static final int CELLS = 256;
    private static final int LEAST_CELLS = 64;
    private static final float GRAINS = 500;
    private static final int STROKE = 14;
    private static final int ARROWS = 24;
    private static final float NEARER = 1e-3f;

    private final Columns columns;
    private final FieldMap map;
    private final List<Double> times;
    /** Sizes of a unit of the coordinates on the plane; they differ where the chart would otherwise become a thread. */
    private final float across;

    private final float upward;
    private final Plane plane;
    private final Raster raster;
    private final ColoredValues speed;
    private final ColorScale scale;
    private final Map<Integer, VectorGrid> vectors = new HashMap<>();

    Flow(Columns columns, FieldMap map, List<Double> times) {
        this.columns = columns;
        this.map = map;
        this.times = times;
        float width = (float) (FieldMap.end(map.across()) - map.across().at(0));
        float height = (float) (FieldMap.end(map.upward()) - map.upward().at(0));
        boolean thread = Math.max(width / height, height / width) > Panel.MOST_RATIO;
        float scale = Math.min(WIDTH / width, HEIGHT / height);
        across = thread ? WIDTH / width : scale;
        upward = thread ? HEIGHT / height : scale;
        plane = Plane.xy(-across * width / 2, -upward * height / 2, across * width / 2, upward * height / 2);
        raster = new Raster(map.across(), map.upward(), cells(map.across()), cells(map.upward()));
        speed = speed(columns.found("u"), columns.found("v"));
        this.scale = speed.scale();
    }

    private static int cells(GridAxis axis) {
        return Math.clamp(2L * axis.size(), LEAST_CELLS, CELLS);
    }

    /** The plane on which streaks and arrows lie. */
    Subject.Bounds bounds() {
        Vector3f far = new Vector3f(plane.origin()).add(plane.across()).add(plane.upward());
        return new Subject.Bounds(plane.origin(), far);
    }

    /** The speed; its colours begin at 0. */
    ColoredValues speed() {
        return speed;
    }

    private static ColoredValues speed(double[] u, double[] v) {
        double[] speed = new double[u.length];
        Arrays.setAll(speed, i -> Math.hypot(u[i], v[i]));
        double high = Arrays.stream(speed).filter(Double::isFinite).max().orElse(0);
        Axis axis = Axis.of("").from(0, high > 0 ? high : 1);
        return new ColoredValues("speed", speed, new ColorScale(Colormap.VIRIDIS, axis, false));
    }

    /** Streaks along the flow of an instant. */
    Gallery.View streaks(int instant) {
        Palette palette = scale.palette();
        Streaks streaks = new Streaks(vectors(instant), plane, palette, GRAINS, STROKE);
        List<Item> items = new ArrayList<>(List.of(streaks));
        ScalarGrid there = raster.of(speed.values(), instant * map.size());
        for (float value : there.values()) {
            if (!Float.isFinite(value)) {
                items.add(paper(there));
                break;
            }
        }
        return view("speed along the flow", instant, items);
    }

    /** A cover over where there is no flow, just before it. */
    private Picture paper(ScalarGrid there) {
        byte[] white = new byte[4 * there.values().length];
        for (int i = 0; i < there.values().length; i++) {
            int row = there.ny() - 1 - i / there.nx();
            int pixel = row * there.nx() + i % there.nx();
            Arrays.fill(white, 4 * pixel, 4 * pixel + 4, (byte) (Float.isFinite(there.values()[i]) ? 0 : 255));
        }
        Plane before = new Plane(new Vector3f(plane.origin()).add(0, 0, NEARER), plane.across(), plane.upward());
        return new Picture(Frame.flat(there.nx(), there.ny(), white), before, false);
    }

    /** Arrows of the flow of an instant. */
    Gallery.View arrows(int instant) {
        VectorGrid grid = vectors(instant);
        int every = Math.max(1, Math.max(grid.nx(), grid.ny()) / ARROWS);
        return view("velocity", instant, List.of(Glyphs.on(grid, plane, every, scale.palette())));
    }

    private Gallery.View view(String what, int instant, List<Item> items) {
        Figure frame = Figure.of(map.frame(Galleries.title(what, times, instant), scale));
        return new Gallery.View(Optional.of(frame), new Scene(Color.WHITE, items));
    }

    /** Where there is no flow it stands still. As long as the speed, along the way that a stretched chart shows. */
    private VectorGrid vectors(int instant) {
        return vectors.computeIfAbsent(instant, n -> {
            ScalarGrid u = raster.of(columns.found("u"), n * map.size());
            ScalarGrid v = raster.of(columns.found("v"), n * map.size());
            float[] pairs = new float[2 * u.values().length];
            for (int i = 0; i < pairs.length; i++) {
                boolean there = Float.isFinite(u.values()[i / 2]) && Float.isFinite(v.values()[i / 2]);
                pairs[i] = there ? (i % 2 == 0 ? u : v).values()[i / 2] : 0;
            }
            if (across != upward) {
                turn(pairs);
            }
            return new VectorGrid(u.nx(), u.ny(), pairs, false);
        });
    }

    private void turn(float[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            double longer = Math.hypot(across * pairs[i], upward * pairs[i + 1]);
            double length = longer > 0 ? Math.hypot(pairs[i], pairs[i + 1]) / longer : 0;
            pairs[i] = (float) (across * pairs[i] * length);
            pairs[i + 1] = (float) (upward * pairs[i + 1] * length);
        }
    }
}
