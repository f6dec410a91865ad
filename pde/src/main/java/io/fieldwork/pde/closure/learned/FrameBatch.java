package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.pde.closure.data.Recording;
import io.fieldwork.pde.closure.kinetic.Snapshot;
import java.util.List;

/**
 * Some frames as arrays.
 *
 * @param runs that they belong to
 * @param fields c, m₂ and ε, [samples, 5, n, n]
 * @param fourth m₄, [samples, 2, n, n]; zeros where it is not recorded
 */
public record FrameBatch(List<Recording> runs, NDArray fields, NDArray fourth) {
    private static final int FIELDS = 5;

    /** A frame of a run by its number. */
    public record Frame(Recording run, int number) {
        /** {@return one that comes so many later} */
        Frame after(int frames) {
            return new Frame(run, number + frames);
        }
    }

    /** {@return the arrays of frames on one grid} */
    public static FrameBatch of(NDManager manager, List<Frame> frames) {
        int n = frames.getFirst().run().points();
        int points = n * n;
        double[] fields = new double[frames.size() * FIELDS * points];
        double[] fourth = new double[frames.size() * 2 * points];
        for (int i = 0; i < frames.size(); i++) {
            Snapshot frame = frames.get(i).run().frame(frames.get(i).number());
            int at = i * FIELDS * points;
            System.arraycopy(frame.concentration(), 0, fields, at, points);
            split(frame.second(), fields, at + points, points);
            split(frame.strain(), fields, at + 3 * points, points);
            if (frame.fourth().length > 0) {
                split(frame.fourth(), fourth, i * 2 * points, points);
            }
        }
        return new FrameBatch(
                frames.stream().map(Frame::run).toList(),
                manager.create(fields, new Shape(frames.size(), FIELDS, n, n)),
                manager.create(fourth, new Shape(frames.size(), 2, n, n)));
    }

    /** Pairs as real parts, then imaginary parts. */
    private static void split(double[] pairs, double[] to, int at, int points) {
        for (int i = 0; i < points; i++) {
            to[at + i] = pairs[2 * i];
            to[at + points + i] = pairs[2 * i + 1];
        }
    }
}
