package io.fieldwork.fields.mesh;

/**
 * The division of triangles into two parts by the surface area heuristic (MacDonald, Booth 1990): the cost of a part is the surface of its box times its
 * triangles. Places that are tried are the ends of bins of equal length along each axis (Wald 2007).
 */
final class SurfaceAreaSplit {
    private static final int BINS = 16;

    private final TriangleMesh mesh;
    private final double[] middles;
    private final int[] order;
    private final double[] low = new double[3];
    private final double[] high = new double[3];
    private final int[] counts = new int[BINS];
    private final double[][] boxes = new double[BINS][6];
    private final double[] below = new double[BINS];

    /** A division of triangles whose numbers stand in an order, which it changes. */
    SurfaceAreaSplit(TriangleMesh mesh, double[] middles, int[] order) {
        this.mesh = mesh;
        this.middles = middles;
        this.order = order;
    }

    /** Divides the triangles from one place of the order to another; the place where the second part begins. */
    int best(int first, int last) {
        range(first, last);
        double least = Double.POSITIVE_INFINITY;
        int axis = -1;
        int bin = 0;
        for (int k = 0; k < 3; k++) {
            if (high[k] > low[k]) {
                fill(first, last, k);
                sweep();
                double[] box = empty();
                int count = 0;
                for (int b = BINS - 1; b > 0; b--) {
                    join(box, boxes[b]);
                    count += counts[b];
                    double cost = below[b - 1] + surface(box) * count;
                    if (count > 0 && count < last - first && cost < least) {
                        least = cost;
                        axis = k;
                        bin = b;
                    }
                }
            }
        }
        return axis < 0 ? (first + last) >>> 1 : part(first, last, axis, bin);
    }

    /** The box around the middles. */
    private void range(int first, int last) {
        for (int k = 0; k < 3; k++) {
            low[k] = Double.POSITIVE_INFINITY;
            high[k] = Double.NEGATIVE_INFINITY;
            for (int i = first; i < last; i++) {
                double value = middles[3 * order[i] + k];
                low[k] = Math.min(low[k], value);
                high[k] = Math.max(high[k], value);
            }
        }
    }

    private int bin(int triangle, int axis) {
        double share = (middles[3 * triangle + axis] - low[axis]) / (high[axis] - low[axis]);
        return Math.min(BINS - 1, (int) (BINS * share));
    }

    private void fill(int first, int last, int axis) {
        for (int b = 0; b < BINS; b++) {
            counts[b] = 0;
            boxes[b] = empty();
        }
        for (int i = first; i < last; i++) {
            int b = bin(order[i], axis);
            counts[b]++;
            for (int corner = 3 * order[i]; corner < 3 * order[i] + 3; corner++) {
                for (int k = 0; k < 3; k++) {
                    double value = mesh.vertices()[3 * mesh.triangles()[corner] + k];
                    boxes[b][k] = Math.min(boxes[b][k], value);
                    boxes[b][3 + k] = Math.max(boxes[b][3 + k], value);
                }
            }
        }
    }

    /** The costs of all bins up to each. */
    private void sweep() {
        double[] box = empty();
        int count = 0;
        for (int b = 0; b < BINS; b++) {
            join(box, boxes[b]);
            count += counts[b];
            below[b] = surface(box) * count;
        }
    }

    private static double[] empty() {
        double far = Double.POSITIVE_INFINITY;
        return new double[] {far, far, far, -far, -far, -far};
    }

    private static void join(double[] box, double[] other) {
        for (int k = 0; k < 3; k++) {
            box[k] = Math.min(box[k], other[k]);
            box[3 + k] = Math.max(box[3 + k], other[3 + k]);
        }
    }

    /** Half the surface of a box, 0 of an empty one. */
    private static double surface(double[] box) {
        double x = Math.max(0, box[3] - box[0]);
        double y = Math.max(0, box[4] - box[1]);
        double z = Math.max(0, box[5] - box[2]);
        return x * y + y * z + z * x;
    }

    private int part(int first, int last, int axis, int bin) {
        int i = first;
        int j = last;
        while (i < j) {
            if (bin(order[i], axis) < bin) {
                i++;
            } else {
                int kept = order[i];
                order[i] = order[--j];
                order[j] = kept;
            }
        }
        return i;
    }

    /** Divides triangles into two halves along the longest side of the box around their middles. */
    int median(int first, int last) {
        range(first, last);
        int axis = 0;
        for (int k = 1; k < 3; k++) {
            axis = high[k] - low[k] > high[axis] - low[axis] ? k : axis;
        }
        int half = (first + last) >>> 1;
        select(first, last, half, axis);
        return half;
    }

    /** Moves triangles so that none before a place lies behind any after it (Hoare's selection). */
    private void select(int first, int last, int place, int axis) {
        int low = first;
        int high = last - 1;
        while (low < high) {
            double pivot = middles[3 * order[(low + high) >>> 1] + axis];
            int i = low;
            int j = high;
            while (i <= j) {
                while (middles[3 * order[i] + axis] < pivot) {
                    i++;
                }
                while (middles[3 * order[j] + axis] > pivot) {
                    j--;
                }
                if (i <= j) {
                    int kept = order[i];
                    order[i++] = order[j];
                    order[j--] = kept;
                }
            }
            if (place <= j) {
                high = j;
            } else if (place >= i) {
                low = i;
            } else {
                return;
            }
        }
    }
}
