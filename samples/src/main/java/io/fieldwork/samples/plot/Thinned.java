package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some of the points of an axis, evenly chosen.
 *
 * @param axis with these points alone
 * @param picks their numbers on the whole axis
 * @param whole number of points of that
 */
public record Thinned(GridAxis axis, int[] picks, int whole) {
    /**
     * {@return an axis of at most so many points; both ends are kept, of a periodic axis the first}
     *
     * @param axis the whole
     * @param most points, at least 2
     */
    public static Thinned of(GridAxis axis, int most) {
        int n = axis.size();
        int count = Math.min(n, most);
        double stride = axis.isPeriodic() || count == 1 ? (double) n / count : (n - 1.0) / (count - 1);
        int[] picks =
                IntStream.range(0, count).map(i -> (int) Math.round(i * stride)).toArray();
        double[] points = Arrays.stream(picks).mapToDouble(axis::at).toArray();
        return new Thinned(new GridAxis(axis.name(), points, axis.period()), picks, n);
    }

    /** {@return the values of a table at the points that are left, in the same order, the last axis running fastest} */
    public static double[] values(List<Thinned> axes, double[] all) {
        int[] places = {0};
        for (Thinned axis : axes) {
            int n = axis.picks.length;
            int[] longer = new int[places.length * n];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = places[i / n] * axis.whole + axis.picks[i % n];
            }
            places = longer;
        }
        return Arrays.stream(places).mapToDouble(place -> all[place]).toArray();
    }
}
