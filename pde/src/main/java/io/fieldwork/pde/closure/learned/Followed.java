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
    private double[][] energies = {};
    private CoarseFrame last;

    private Followed(CoarseFrame start) {
        last = start;
    }

    /** Follows a run to its end, or to the last finite state before it. */
    static Followed of(CoarseRun coarse, Recording run, int first, int frames) {
        CoarseFrame start = CoarseFrame.of(run.frame(first));
        Followed followed = new Followed(start);
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
        double[][] now = {truth.energy(), found.energy()};
        energies = energies.length == 0 ? now : new double[][] {sum(energies[0], now[0]), sum(energies[1], now[1])};
        last = found;
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

    /** {@return the mean kinetic energy of the modes with about k waves, recorded or found} */
    public double[] energy(boolean found) {
        return energies.length == 0
                ? new double[0]
                : Arrays.stream(energies[found ? 1 : 0]).map(e -> e / times.size()).toArray();
    }

    /** {@return the last frame found} */
    public CoarseFrame last() {
        return last;
    }

    /** {@return the mean of the first values} */
    static double mean(double[] values, int count) {
        return values.length < count || count == 0
                ? Double.NaN
                : Arrays.stream(values, 0, count).average().orElse(Double.NaN);
    }
}
