package io.fieldwork.pde.closure.learned;

import io.fieldwork.pde.closure.data.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A test run followed by the coarse equations from a frame on: their frames beside the recorded ones. */
public final class Followed {
    private final List<Double> times = new ArrayList<>();
    private final List<Double> errors = new ArrayList<>();
    private final List<Double> still = new ArrayList<>();
    private final List<double[]> orders = new ArrayList<>();
    private final List<double[]> speeds = new ArrayList<>();
    private final List<double[]> defects = new ArrayList<>();
    private double[][] energies = {};
    private final int mark;
    private CoarseFrame marked;

    private Followed(CoarseFrame start, int mark) {
        this.mark = mark;
        marked = start;
    }

    /** Follows a run over so many frames, or to the last finite state before, and keeps one of them. */
    static Followed of(CoarseRun coarse, Recording run, int first, int frames, int mark) {
        CoarseFrame start = CoarseFrame.of(run.frame(first));
        Followed followed = new Followed(start, mark);
        for (int frame = first + 1; frame <= first + frames; frame++) {
            coarse.advance();
            CoarseFrame found = coarse.frame();
            if (!found.isFinite()) {
                break;
            }
            followed.add(run.time(frame), start, CoarseFrame.of(run.frame(frame)), found);
        }
        return followed;
    }

    private void add(double time, CoarseFrame start, CoarseFrame truth, CoarseFrame found) {
        times.add(time);
        errors.add(found.error(truth));
        still.add(start.error(truth));
        orders.add(new double[] {truth.order(), found.order()});
        speeds.add(new double[] {truth.speed(), found.speed()});
        defects.add(new double[] {truth.defectCount(), found.defectCount()});
        double[][] now = {truth.energy(), found.energy()};
        energies = energies.length == 0 ? now : new double[][] {sum(energies[0], now[0]), sum(energies[1], now[1])};
        if (times.size() <= mark) {
            marked = found;
        }
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private static double[] array(List<Double> list) {
        return list.stream().mapToDouble(x -> x).toArray();
    }

    /** {@return the times of its frames} */
    public double[] times() {
        return array(times);
    }

    /** {@return the relative L2 error of m₂ in each frame} */
    public double[] errors() {
        return array(errors);
    }

    /** {@return the same of a fluid that stays as it was} */
    public double[] still() {
        return array(still);
    }

    /** {@return the mean order of each frame, the recorded one or the one found} */
    public double[] order(boolean found) {
        return orders.stream().mapToDouble(pair -> pair[found ? 1 : 0]).toArray();
    }

    /** {@return the root-mean-square speed of each frame, the recorded one or the one found} */
    public double[] speed(boolean found) {
        return speeds.stream().mapToDouble(pair -> pair[found ? 1 : 0]).toArray();
    }

    /** {@return the number of defects of either sign in each frame, recorded or found} */
    public double[] defects(boolean found) {
        return defects.stream().mapToDouble(pair -> pair[found ? 1 : 0]).toArray();
    }

    /** {@return the mean kinetic energy of the modes with about k waves, recorded or found} */
    public double[] energy(boolean found) {
        return energies.length == 0
                ? new double[0]
                : Arrays.stream(energies[found ? 1 : 0])
                        .map(e -> e / times.size())
                        .toArray();
    }

    /** {@return the frame that was kept, the last of those over which trajectories are measured} */
    public CoarseFrame marked() {
        return marked;
    }

    /** {@return the time of the frame that was kept} */
    public double markedTime() {
        return times.isEmpty() ? Double.NaN : times.get(Math.min(mark, times.size()) - 1);
    }

    /** The mean of some numbers of the frames up to the one that was kept; NaN if it was not reached. */
    double mean(double[] values) {
        return values.length < mark
                ? Double.NaN
                : Arrays.stream(values, 0, mark).average().orElse(Double.NaN);
    }

    /** By how much the mean of a statistic over all frames, first recorded and then found, is off. */
    double off(double[] recorded, double[] found, int frames) {
        return found.length < frames
                ? Double.NaN
                : Math.abs(Arrays.stream(found).sum() / Arrays.stream(recorded).sum() - 1);
    }
}
