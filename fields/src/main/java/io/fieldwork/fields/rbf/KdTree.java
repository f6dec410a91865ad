package io.fieldwork.fields.rbf;

import java.util.Arrays;

/**
 * A tree of points that finds the nearest ones to any place (Bentley 1975): ranges of an order are halved along the axis in which they are longest. It does not
 * change after it is built, so that threads may search it at once, each with a {@link Search} of its own.
 */
public final class KdTree {
    private static final int LEAF = 8;

    private final int dimensions;
    private final float[] points;
    private final int[] order;
    /** The axis along which the range around a middle is halved. */
    private final byte[] axes;

    /**
     * A tree of some points.
     *
     * @param points [n, dimensions], kept
     */
    public KdTree(float[] points, int dimensions) {
        this.dimensions = dimensions;
        this.points = points;
        this.order = new int[points.length / dimensions];
        this.axes = new byte[order.length];
        Arrays.setAll(order, i -> i);
        build(0, order.length);
    }

    private void build(int from, int to) {
        if (to - from <= LEAF) {
            return;
        }
        int axis = longest(from, to);
        int middle = (from + to) >>> 1;
        select(from, to - 1, middle, axis);
        axes[middle] = (byte) axis;
        build(from, middle);
        build(middle + 1, to);
    }

    private int longest(int from, int to) {
        int longest = 0;
        float length = -1;
        for (int axis = 0; axis < dimensions; axis++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                float value = value(i, axis);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            if (most - least > length) {
                length = most - least;
                longest = axis;
            }
        }
        return longest;
    }

    private float value(int place, int axis) {
        return points[order[place] * dimensions + axis];
    }

    /** Puts the element that belongs at the middle there, with no larger ones before and no smaller ones behind it (Hoare 1961). */
    private void select(int first, int last, int middle, int axis) {
        int low = first;
        int high = last;
        while (low < high) {
            float pivot = value((low + high) >>> 1, axis);
            int i = low;
            int j = high;
            while (i <= j) {
                while (value(i, axis) < pivot) {
                    i++;
                }
                while (value(j, axis) > pivot) {
                    j--;
                }
                if (i <= j) {
                    int kept = order[i];
                    order[i++] = order[j];
                    order[j--] = kept;
                }
            }
            if (middle <= j) {
                high = j;
            } else if (middle >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    /** The search for the k nearest points; for one thread. */
    public final class Search {
        private final int[] found;
        private final float[] squares;
        private final float[] place;
        private int count;

        /** A search for so many points, at least 1. */
        public Search(int k) {
            found = new int[k];
            squares = new float[k];
            place = new float[dimensions];
        }

        /**
         * Finds the nearest points to a place.
         *
         * @param places array with the place from {@code at} on
         * @return how many were found: k, or all there are
         */
        public int nearest(float[] places, int at) {
            System.arraycopy(places, at, place, 0, dimensions);
            count = 0;
            visit(0, order.length);
            return count;
        }

        /** {@return the number of the i-th nearest point, from 0 on} */
        public int point(int i) {
            return found[i];
        }

        /** {@return its squared distance} */
        public float square(int i) {
            return squares[i];
        }

        private void visit(int from, int to) {
            if (to - from <= LEAF) {
                for (int i = from; i < to; i++) {
                    offer(order[i]);
                }
                return;
            }
            int middle = (from + to) >>> 1;
            offer(order[middle]);
            float beyond = place[axes[middle]] - value(middle, axes[middle]);
            boolean below = beyond < 0;
            visit(below ? from : middle + 1, below ? middle : to);
            if (count < found.length || beyond * beyond < squares[count - 1]) {
                visit(below ? middle + 1 : from, below ? to : middle);
            }
        }

        private void offer(int point) {
            float square = 0;
            for (int axis = 0; axis < dimensions; axis++) {
                float apart = points[point * dimensions + axis] - place[axis];
                square += apart * apart;
            }
            if (count == found.length && square >= squares[count - 1]) {
                return;
            }
            int i = count < found.length ? count++ : count - 1;
            for (; i > 0 && squares[i - 1] > square; i--) {
                squares[i] = squares[i - 1];
                found[i] = found[i - 1];
            }
            squares[i] = square;
            found[i] = point;
        }
    }
}
