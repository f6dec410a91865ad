package io.fieldwork.fields.distance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.kernel.HostChunks;
import io.fieldwork.fields.mesh.DistanceFunction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A conservative signed distance to the occupied cells of a box, such as those of a radiance field. It is constant in a cell: outside the gap between the cell and
 * the nearest occupied one, so that no point of an occupied cell is nearer than that to any point of the cell; inside, negative, the gap to
 * the nearest free cell. A cell of one kind that touches one of the other is at zero. Outside the box, the way to it is added as {@link LearnedDistance} does. The
 * gradient is that of the trilinear function of the cells' middles, so that a planner has a smooth way out.
 */
public final class DistanceGrid implements DistanceFunction {
    private final Box box;
    private final int n;
    private final double[] low;
    private final double[] steps;
    private final float[] values;

    private DistanceGrid(Box box, int n, double[] steps, float[] values) {
        this.box = box;
        this.n = n;
        this.low = new double[] {box.minX(), box.minY(), box.minZ()};
        this.steps = steps;
        this.values = values;
    }

    /**
     * {@return the distances in a box of n cells along each axis} A cell is occupied if its middle is; with the resolution of the
     * occupancy grid of a radiance field, which has the same box, it is so exactly.
     *
     * @param occupancy of points, asked from several threads
     * @param box to look in
     * @param n cells along each axis, 2 to 1024
     */
    public static DistanceGrid of(Occupancy occupancy, Box box, int n) {
        if (n < 2 || n > 1024) {
            throw new IllegalArgumentException(n + " cells along an axis; expected 2 to 1024");
        }
        float[] size = box.size();
        double[] steps = {(double) size[0] / n, (double) size[1] / n, (double) size[2] / n};
        boolean[] full = new boolean[n * n * n];
        new HostChunks(full.length, 1 << 14).each((first, length) -> {
            for (int i = (int) first; i < first + length; i++) {
                full[i] = occupancy.at(
                        (float) (box.minX() + (i % n + 0.5) * steps[0]),
                        (float) (box.minY() + (i / n % n + 0.5) * steps[1]),
                        (float) (box.minZ() + (i / n / n + 0.5) * steps[2]));
            }
        });
        double[] outside = gaps(full, true, n, steps);
        double[] inside = gaps(full, false, n, steps);
        double diagonal = n * Math.sqrt(steps[0] * steps[0] + steps[1] * steps[1] + steps[2] * steps[2]);
        float[] values = new float[full.length];
        for (int i = 0; i < values.length; i++) {
            float gap = (float) Math.min(diagonal, Math.sqrt(full[i] ? inside[i] : outside[i]));
            values[i] = full[i] ? -gap : Math.max(0, Math.nextDown(gap));
        }
        return new DistanceGrid(box, n, steps, values);
    }

    /** Squares of the gaps between each cell and the nearest one of a kind: distances to those and their neighbours. */
    private static double[] gaps(boolean[] full, boolean kind, int n, double[] steps) {
        double[] squares = new double[full.length];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        for (int i = 0; i < full.length; i++) {
            if (full[i] == kind) {
                int x = i % n;
                int y = i / n % n;
                int z = i / n / n;
                for (int c = 0; c < 27; c++) {
                    int u = x + c % 3 - 1;
                    int v = y + c / 3 % 3 - 1;
                    int w = z + c / 9 - 1;
                    if (Math.min(u, Math.min(v, w)) >= 0 && Math.max(u, Math.max(v, w)) < n) {
                        squares[u + n * (v + n * w)] = 0;
                    }
                }
            }
        }
        DistanceTransform.squares(squares, n, steps);
        return squares;
    }

    /** {@return the box} */
    public Box box() {
        return box;
    }

    @Override
    public void at(double[] points, int count, double[] found) {
        at(points, count, found, null);
    }

    @Override
    public void at(double[] points, int count, double[] found, double @Nullable [] gradients) {
        double[] inside = new double[3];
        for (int i = 0; i < count; i++) {
            double square = 0;
            int cell = 0;
            for (int k = 2; k >= 0; k--) {
                inside[k] = Math.clamp(points[3 * i + k], low[k], low[k] + n * steps[k]);
                square += (points[3 * i + k] - inside[k]) * (points[3 * i + k] - inside[k]);
                cell = cell * n + Math.clamp((int) ((inside[k] - low[k]) / steps[k]), 0, n - 1);
            }
            double there = values[cell];
            double whole = Math.sqrt(square + Math.max(there, 0) * Math.max(there, 0));
            found[i] = square > 0 ? whole : there;
            if (gradients != null) {
                slope(inside, gradients, 3 * i);
                for (int k = 0; k < 3 && square > 0; k++) {
                    double away = points[3 * i + k] - inside[k];
                    double own = away == 0 ? Math.max(there, 0) * gradients[3 * i + k] : away;
                    gradients[3 * i + k] = own / whole;
                }
            }
        }
    }

    /** The gradient of the trilinear function of the values in the middles of cells. */
    private void slope(double[] point, double[] gradients, int at) {
        int[] base = new int[3];
        double[] part = new double[3];
        for (int k = 0; k < 3; k++) {
            double place = Math.clamp((point[k] - low[k]) / steps[k] - 0.5, 0, n - 1);
            base[k] = Math.min((int) place, n - 2);
            part[k] = place - base[k];
        }
        for (int k = 0; k < 3; k++) {
            double sum = 0;
            for (int corner = 0; corner < 8; corner++) {
                double weight = (corner >> k & 1) == 1 ? 1 : -1;
                int index = 0;
                for (int axis = 2; axis >= 0; axis--) {
                    int bit = corner >> axis & 1;
                    weight *= axis == k ? 1 : bit == 1 ? part[axis] : 1 - part[axis];
                    index = index * n + base[axis] + bit;
                }
                sum += weight * values[index];
            }
            gradients[at + k] = sum / steps[k];
        }
    }
}
