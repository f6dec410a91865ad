package io.fieldwork.samples.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.plot.Galleries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures of subjects, by how much of them has a colour that can be said beforehand. */
class AlbumTest {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 160;
    private static final int NEAR = 12;

    @BeforeEach
    void drawable() {
        Offscreen.require();
    }

    private static List<Frame> draw(int count, Subject... subjects) {
        List<Frame> frames = new ArrayList<>();
        new Album(List.of(subjects), WIDTH, HEIGHT).draw(count, (number, frame) -> frames.add(frame));
        assertEquals(count, frames.size());
        return frames;
    }

    private static Subject plane(DoubleBinaryOperator u, DoubleBinaryOperator v, int instants) {
        GridAxis x = GridAxis.interval("x", -1, 1, 33);
        GridAxis t = instants == 1 ? GridAxis.of("t", 0) : GridAxis.interval("t", 0, 1, instants);
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        List<DoubleBinaryOperator> functions = List.of(u, v, (a, b) -> 0);
        for (int k = 0; k < 3; k++) {
            double[] values = new double[instants * 33 * 33];
            for (int i = 0; i < values.length; i++) {
                values[i] = functions.get(k).applyAsDouble(x.at(i / 33 % 33), x.at(i % 33));
            }
            columns.put(List.of("u", "v", "p").get(k), values);
        }
        GridAxis y = GridAxis.interval("y", -1, 1, 33);
        return GallerySubject.of("plane", Galleries.of(new GridSolution(List.of(t, x, y), columns)));
    }

    /** The share of pixels whose colour is near another. */
    private static double share(Frame frame, float... color) {
        int[] wanted = {Math.round(255 * color[0]), Math.round(255 * color[1]), Math.round(255 * color[2])};
        int near = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int pixel = i;
            IntUnaryOperator off = c -> Math.abs(frame.component(pixel % WIDTH, pixel / WIDTH, c) - wanted[c]);
            near += Math.max(off.applyAsInt(0), Math.max(off.applyAsInt(1), off.applyAsInt(2))) <= NEAR ? 1 : 0;
        }
        return near / (double) (WIDTH * HEIGHT);
    }

    @Test
    void aSpeedOfOneValueHasOneColour() {
        Frame frame = draw(1, plane((x, y) -> 3, (x, y) -> 4, 2)).getFirst();
        double bright = share(frame, Colormap.VIRIDIS.at(1));
        assertTrue(bright > 0.2 && bright < 0.6, "the map has the colour of the highest speed: " + bright);
        assertTrue(share(frame, 1, 1, 1) > 0.3, "paper around it");
    }

    @Test
    void aHoleIsHatched() {
        Subject whole = new InMode(plane((x, y) -> 1, (x, y) -> 0, 2), "u");
        Subject hollow = new InMode(plane((x, y) -> Math.hypot(x, y) < 0.6 ? Double.NaN : 1, (x, y) -> 0, 2), "u");
        Frame before = draw(1, whole).getFirst();
        Frame after = draw(1, hollow).getFirst();
        float[] color = Colormap.VIRIDIS.at(0.5f);
        double less = share(before, color) - share(after, color);
        double white = share(after, 1, 1, 1) - share(before, 1, 1, 1);
        assertEquals(Math.PI * 0.36 / 4, less / share(before, color), 0.04, "area of the disc over that of the square");
        assertTrue(white > less / 3 && white < 0.95 * less, "paper between lines: " + white + " of " + less);
    }

    @Test
    void modesComeOneAfterAnotherWhereNothingMoves() {
        Subject subject = plane((x, y) -> 1 + x, (x, y) -> y, 1);
        Album album = new Album(List.of(subject), WIDTH, HEIGHT);
        assertEquals(subject.modes().size(), album.usual());
        List<Frame> frames = draw(album.usual(), subject);
        for (int i = 1; i < frames.size(); i++) {
            assertFalse(
                    Arrays.equals(frames.get(i - 1).rgba(), frames.get(i).rgba()),
                    subject.modes().get(i));
        }
    }

    @Test
    void curvesInSpaceAreSeenFromAllAroundAndThoseOverTimeFromTheFront() {
        GridAxis time = GridAxis.interval("t", 0, 1, 50);
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        for (String name : List.of("x", "y", "z")) {
            columns.put(
                    name,
                    Arrays.stream(time.points())
                            .map(t -> Math.sin(name.charAt(0) * t))
                            .toArray());
        }
        Subject subject = GallerySubject.of("path", Galleries.of(new GridSolution(List.of(time), columns)));
        assertEquals(60, new Album(List.of(subject), WIDTH, HEIGHT).usual());
        Subject charts = new InMode(subject, "time");
        assertEquals(50, new Album(List.of(charts), WIDTH, HEIGHT).usual());
        List<Frame> frames = draw(2, charts);
        int different = 0;
        for (int i = 0; i < 4 * WIDTH * HEIGHT; i++) {
            different += frames.get(0).rgba()[i] == frames.get(1).rgba()[i] ? 0 : 1;
        }
        assertTrue(different > 0 && different < 0.1 * 4 * WIDTH * HEIGHT, "only the marks and the title move");
    }

    @Test
    void twoSubjectsAreSideBySide() {
        Subject bright = plane((x, y) -> 3, (x, y) -> 4, 2);
        Subject dark = plane((x, y) -> x > -0.99 ? 0 : 5, (x, y) -> 0, 2);
        Frame frame = draw(1, bright, dark).getFirst();
        float[] high = Colormap.VIRIDIS.at(1);
        float[] low = Colormap.VIRIDIS.at(0);
        int middle = HEIGHT / 2;
        assertEquals(255 * high[0], frame.component(WIDTH / 4, middle, 0), NEAR);
        assertEquals(255 * low[0], frame.component(3 * WIDTH / 4 - 6, middle, 0), NEAR);
    }
}
