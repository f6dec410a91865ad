package io.fieldwork.pde.closure.learned;

import io.fieldwork.pde.closure.data.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A test run followed by the coarse equations from a frame on: the recorded frames, and those of the equations as far as they are
 * finite.
 */
public final class Followed {
    private final List<Double> times = new ArrayList<>();
    private final List<Double> errors = new ArrayList<>();
    private final List<Double> still = new ArrayList<>();
    private final Statistics recorded = new Statistics();
    private final Statistics found = new Statistics();
    private final int mark;
    private Optional<CoarseFrame> marked = Optional.empty();

    /** Some numbers of each frame, and the sum of the spectra. */
    private static final class Statistics {
        private final List<Double> orders = new ArrayList<>();
        private final List<Double> speeds = new ArrayList<>();
        private final List<Double> defects = new ArrayList<>();
        private double[] energies = {};

        void add(CoarseFrame frame) {
            orders.add(frame.order());
            speeds.add(frame.speed());
            defects.add((double) frame.defectCount());
            double[] now = frame.energy();
            energies = energies.length == 0 ? now : sum(energies, now);
        }
    }

    private Followed(int mark) {
        this.mark = mark;
    }

    /** Follows a run over so many frames, the equations at most to their last finite state, and keeps one of them. */
    static Followed of(CoarseRun coarse, Recording run, int first, int frames, int mark) {
        CoarseFrame start = CoarseFrame.of(run.frame(first));
        Followed followed = new Followed(mark);
        boolean finite = true;
        for (int frame = first + 1; frame <= first + frames; frame++) {
            CoarseFrame truth = CoarseFrame.of(run.frame(frame));
            followed.times.add(run.time(frame));
            followed.still.add(start.error(truth));
            followed.recorded.add(truth);
            if (finite) {
                coarse.advance();
                CoarseFrame found = coarse.frame();
                finite = found.isFinite();
                followed.reach(truth, found, finite);
            }
        }
        return followed;
    }

    private void reach(CoarseFrame truth, CoarseFrame frame, boolean finite) {
        if (finite) {
            errors.add(frame.error(truth));
            found.add(frame);
            marked = errors.size() == mark ? Optional.of(frame) : marked;
        }
    }

    private Statistics of(boolean found) {
        return found ? this.found : recorded;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private static double[] array(List<Double> list) {
        return list.stream().mapToDouble(x -> x).toArray();
    }

    /** {@return the times of the frames, all recorded ones or those found} */
    public double[] times(boolean found) {
        return array(found ? times.subList(0, errors.size()) : times);
    }

    /** {@return the relative L2 error of m₂ in each frame found} */
    public double[] errors() {
        return array(errors);
    }

    /** {@return the same of a fluid that stays as it was, in each recorded frame} */
    public double[] still() {
        return array(still);
    }

    /** {@return the mean order of each frame, the recorded one or the one found} */
    public double[] order(boolean found) {
        return array(of(found).orders);
    }

    /** {@return the root-mean-square speed of each frame, the recorded one or the one found} */
    public double[] speed(boolean found) {
        return array(of(found).speeds);
    }

    /** {@return the number of defects of either sign in each frame, recorded or found} */
    public double[] defects(boolean found) {
        return array(of(found).defects);
    }

    /** {@return the mean kinetic energy of the modes with about k waves, over the frames recorded or found; empty without any} */
    public double[] energy(boolean found) {
        Statistics which = of(found);
        return Arrays.stream(which.energies).map(e -> e / which.orders.size()).toArray();
    }

    /** {@return the frame that was kept, the last of those over which trajectories are measured, if it was reached} */
    public Optional<CoarseFrame> marked() {
        return marked;
    }

    /** {@return the time of the frame that is kept; NaN for a run without frames to follow} */
    public double markedTime() {
        return times.isEmpty() ? Double.NaN : times.get(mark - 1);
    }

    /** The mean of some numbers of the frames up to the one that was kept; NaN if it was not reached. */
    double mean(double[] values) {
        return values.length < mark
                ? Double.NaN
                : Arrays.stream(values, 0, mark).average().orElse(Double.NaN);
    }

    /** By how much the mean of a statistic over all frames is off, recorded and found; NaN if the last one was not reached. */
    static double off(double[] recorded, double[] found) {
        return found.length < recorded.length
                ? Double.NaN
                : Math.abs(Arrays.stream(found).sum() / Arrays.stream(recorded).sum() - 1);
    }
}
