package io.fieldwork.pde.closure.kinetic;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A periodic square with as many points along x as along y, and the transforms between fields on it and their spectra.
 *
 * <p>Values are planes [y][x]. Spectra are planes [k_x][k_y] of the modes that the two-thirds rule keeps, from the most
 * negative wavenumber to the highest, divided by the number of points so that mode 0 is the mean; a few columns of zeros at
 * the end make rows whole vectors. A transform is two passes across rows with a transposition between them; the first
 * pass knows only the modes kept.
 */
final class Square {
    private static final int LANES = 8;
    private static final int PART = 64;

    private final int points;
    private final double length;
    private final int highest;
    private final int width;
    private final double[] waves;
    private final RowTransform rows;

    /** @param points a side, of which {@link RowTransform#suits} says what is possible */
    Square(int points, double length) {
        this.points = points;
        this.length = length;
        highest = (points - 1) / 3;
        width = (modes() + LANES - 1) / LANES * LANES;
        waves = new double[width];
        for (int i = 0; i < modes(); i++) {
            waves[i] = 2 * Math.PI / length * (i - highest);
        }
        rows = new RowTransform(points);
    }

    int points() {
        return points;
    }

    double length() {
        return length;
    }

    /** {@return the modes kept along each axis, an odd number} */
    int modes() {
        return 2 * highest + 1;
    }

    /** {@return the columns of a spectrum, some of which may be padding} */
    int width() {
        return width;
    }

    /** {@return the wavenumber of each row or column of a spectrum, 0 for padding} */
    double[] waves() {
        return waves;
    }

    /** {@return the highest wavenumber kept} */
    double highestWave() {
        return waves[modes() - 1];
    }

    /** {@return the transform across rows of values} */
    RowTransform rows() {
        return rows;
    }

    /** {@return the row in which {@link #rows} leaves a column of the spectrum} */
    int place(int column) {
        return rows.place(column - highest);
    }

    Plane spectrum() {
        return Plane.zeros(modes(), width);
    }

    Plane values() {
        return Plane.zeros(points, points);
    }

    /** {@return work space of a transform, [x][k_y]} */
    Plane work() {
        return Plane.zeros(points, width);
    }

    /** From a spectrum to values, on the calling thread. */
    void inverse(Plane spectrum, Plane values, Plane work) {
        alongX(spectrum, values, work, 0, width);
        rows.inverse(values, 0, points);
    }

    /** The same on all cores. */
    void inverseOnAll(Plane spectrum, Plane values, Plane work) {
        parts(width, (from, to) -> alongX(spectrum, values, work, from, to));
        parts(points, (from, to) -> rows.inverse(values, from, to));
    }

    /** From values, which are lost, to a spectrum, on the calling thread. */
    void forward(Plane values, Plane spectrum, Plane work) {
        alongY(values, work, 0, points);
        rows.forward(work, 0, width);
        keep(work, spectrum, 0, width);
    }

    /** The same on all cores. */
    void forwardOnAll(Plane values, Plane spectrum, Plane work) {
        parts(points, (from, to) -> alongY(values, work, from, to));
        parts(width, (from, to) -> {
            rows.forward(work, from, to);
            keep(work, spectrum, from, to);
        });
    }

    private interface Part {
        void run(int from, int to);
    }

    private static void parts(int columns, Part part) {
        int count = Math.max(1, columns / PART);
        if (count == 1) {
            part.run(0, columns);
            return;
        }
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> part.run(i * columns / count / LANES * LANES, (i + 1) * columns / count / LANES * LANES));
    }

    private void alongX(Plane spectrum, Plane values, Plane work, int from, int to) {
        for (int x = 0; x < points; x++) {
            Arrays.fill(work.re()[x], from, to, 0);
            Arrays.fill(work.im()[x], from, to, 0);
        }
        for (int k = 0; k < modes(); k++) {
            int row = place(k);
            System.arraycopy(spectrum.re()[k], from, work.re()[row], from, to - from);
            System.arraycopy(spectrum.im()[k], from, work.im()[row], from, to - from);
        }
        rows.inverse(work, from, to);
        if (from == 0) {
            clearOthers(values);
        }
        for (int column = from; column < Math.min(to, modes()); column++) {
            double[] re = values.re()[place(column)];
            double[] im = values.im()[place(column)];
            for (int x = 0; x < points; x++) {
                re[x] = work.re()[x][column];
                im[x] = work.im()[x][column];
            }
        }
    }

    /** Rows of wavenumbers that are not kept are zero. */
    private void clearOthers(Plane values) {
        for (int k = highest + 1; k < points - highest; k++) {
            Arrays.fill(values.re()[rows.place(k)], 0);
            Arrays.fill(values.im()[rows.place(k)], 0);
        }
    }

    private void alongY(Plane values, Plane work, int from, int to) {
        rows.forward(values, from, to);
        transpose(values, work, from, to);
    }

    /** What the pass across rows left of the columns, as the work space for the other pass. */
    void transpose(Plane values, Plane work, int from, int to) {
        for (int x = from; x < to; x++) {
            double[] re = work.re()[x];
            double[] im = work.im()[x];
            for (int column = 0; column < modes(); column++) {
                int row = place(column);
                re[column] = values.re()[row][x];
                im[column] = values.im()[row][x];
            }
        }
    }

    private void keep(Plane work, Plane spectrum, int from, int to) {
        double scale = 1.0 / ((double) points * points);
        for (int k = 0; k < modes(); k++) {
            double[] re = work.re()[place(k)];
            double[] im = work.im()[place(k)];
            for (int i = from; i < to; i++) {
                spectrum.re()[k][i] = scale * re[i];
                spectrum.im()[k][i] = scale * im[i];
            }
        }
    }
}
