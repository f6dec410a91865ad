package io.fieldwork.render.viewer;

import io.fieldwork.render.draw.Examples;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Volume;
import java.util.ArrayList;
import java.util.List;
import org.joml.Vector3f;

/** Subjects that tests look at. */
final class Subjects {
    private Subjects() {}

    static Mesh ball() {
        return Mesh.of(Examples.ball(new Vector3f(), 1, 12), Color.of(0x4080c0));
    }

    static Volume volume() {
        return Volume.of(Examples.balls(24), Examples.fog(Colormap.INFERNO));
    }

    /** A wave in the rectangle from (0, 0) to (2, 1) that goes to the right, at some instants. */
    static Subject wave(String title, double speed, double... times) {
        return new Wave(title, speed, times);
    }

    private static final class Wave implements Subject {
        private static final int NX = 40;
        private static final int NY = 20;

        private final String title;
        private final List<Double> times = new ArrayList<>();
        private final List<Scene> scenes = new ArrayList<>();
        private boolean closed;

        Wave(String title, double speed, double... times) {
            this.title = title;
            Palette palette = Palette.of(Colormap.COOLWARM, -1, 1);
            for (double time : times) {
                float[] values = new float[NX * NY];
                for (int i = 0; i < values.length; i++) {
                    double x = 2 * (i % NX + 0.5) / NX;
                    double y = (i / NX + 0.5) / NY;
                    values[i] = (float) (Math.sin(Math.PI * (x - speed * time)) * Math.sin(Math.PI * y));
                }
                Heatmap map = Heatmap.of(new ScalarGrid(NX, NY, values), Plane.xy(0, 0, 2, 1), palette);
                this.times.add(time);
                scenes.add(Scene.of(map, new Legend(palette, "u", Color.BLACK)));
            }
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public Bounds bounds() {
            return new Bounds(new Vector3f(), new Vector3f(2, 1, 0));
        }

        @Override
        public List<Double> times() {
            return times;
        }

        @Override
        public Scene scene(String mode, int instant) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return scenes.get(instant);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** One thing in each mode. */
    static Subject modes(String title, List<String> names, List<Item> items) {
        return new Subject() {
            @Override
            public String title() {
                return title;
            }

            @Override
            public Bounds bounds() {
                return new Bounds(new Vector3f(-1), new Vector3f(1));
            }

            @Override
            public List<String> modes() {
                return names;
            }

            @Override
            public Scene scene(String mode, int instant) {
                return Scene.of(items.get(names.indexOf(mode)));
            }
        };
    }
}
