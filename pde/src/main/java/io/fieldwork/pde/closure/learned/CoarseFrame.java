package io.fieldwork.pde.closure.learned;

import io.fieldwork.pde.closure.kinetic.Snapshot;
import io.fieldwork.pde.grid.RelativeError;
import io.fieldwork.pde.supervised.Spectra;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the coarse equations hold at an instant, [x][y] with y running fastest.
 *
 * @param fields c, Re m₂, Im m₂, Re ε, Im ε, one after the other
 * @param velocity u, then v
 */
public record CoarseFrame(double[] fields, double[] velocity) {
    /** {@return those of a recorded frame} */
    public static CoarseFrame of(Snapshot frame) {
        int points = frame.concentration().length;
        double[] fields = Arrays.copyOf(frame.concentration(), 5 * points);
        double[] velocity = new double[2 * points];
        for (int i = 0; i < 2 * points; i++) {
            int at = i % 2 * points + i / 2;
            fields[points + at] = frame.second()[i];
            fields[3 * points + at] = frame.strain()[i];
            velocity[at] = frame.velocity()[i];
        }
        return new CoarseFrame(fields, velocity);
    }

    private int points() {
        return velocity.length / 2;
    }

    /** {@return |m₂|/c of each point} */
    public double[] orders() {
        int n = points();
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.hypot(fields[n + i], fields[2 * n + i]) / fields[i])
                .toArray();
    }

    /** {@return the mean of |m₂|/c} */
    public double order() {
        return Arrays.stream(orders()).average().orElse(Double.NaN);
    }

    /** {@return the concentration of each point} */
    public double[] concentration() {
        return Arrays.copyOf(fields, points());
    }

    /** {@return |u| of each point} */
    public double[] speeds() {
        int n = points();
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.hypot(velocity[i], velocity[n + i]))
                .toArray();
    }

    /** {@return the root of the mean |u|²} */
    public double speed() {
        return Math.sqrt(Arrays.stream(velocity).map(v -> v * v).sum() / points());
    }

    /** {@return Re m₂, then Im m₂} */
    public double[] second() {
        return Arrays.copyOfRange(fields, points(), 3 * points());
    }

    /** {@return the relative L2 error of m₂} */
    public double error(CoarseFrame truth) {
        return RelativeError.of(truth.second(), second()).value();
    }

    /** {@return points a side} */
    public int side() {
        return (int) Math.round(Math.sqrt(points()));
    }

    /** {@return the charge of the director in each cell between four points, +1 for a defect of +1/2 and -1 for one of -1/2} */
    public int[] defects() {
        int n = side();
        int[] charges = new int[n * n];
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                int right = (x + 1) % n;
                int up = (y + 1) % n;
                double turned = turned(x * n + y, right * n + y)
                        + turned(right * n + y, right * n + up)
                        + turned(right * n + up, x * n + up)
                        + turned(x * n + up, x * n + y);
                charges[x * n + y] = (int) Math.round(turned / (2 * Math.PI));
            }
        }
        return charges;
    }

    /** {@return how many defects of either sign there are} */
    public int defectCount() {
        return Arrays.stream(defects()).map(Math::abs).sum();
    }

    /** The change of m₂'s argument from one point to another, the shorter way. */
    private double turned(int from, int to) {
        int n = points();
        double re = fields[n + from] * fields[n + to] + fields[2 * n + from] * fields[2 * n + to];
        double im = fields[n + from] * fields[2 * n + to] - fields[2 * n + from] * fields[n + to];
        return Math.atan2(im, re);
    }

    /** {@return the mean |û|²/2 of the modes with about k waves in the box, by k} */
    public double[] energy() {
        int n = side();
        double[] u = Spectra.amplitudes(Arrays.copyOf(velocity, points()), n, n);
        double[] v = Spectra.amplitudes(Arrays.copyOfRange(velocity, points(), 2 * points()), n, n);
        return IntStream.range(0, u.length)
                .mapToDouble(k -> (u[k] * u[k] + v[k] * v[k]) / 2)
                .toArray();
    }

    /** {@return whether all numbers are finite} */
    public boolean isFinite() {
        return Arrays.stream(fields).allMatch(Double::isFinite);
    }
}
