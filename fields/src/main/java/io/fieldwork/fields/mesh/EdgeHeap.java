package io.fieldwork.fields.mesh;

import java.util.Arrays;

/** A binary heap of edges by their cost, the cheapest first, and of equal ones the one of the smaller ends. */
final class EdgeHeap {
    private double[] costs;
    private long[] edges;
    private int[] stamps;
    private int size;

    EdgeHeap(int capacity) {
        costs = new double[Math.max(16, capacity)];
        edges = new long[costs.length];
        stamps = new int[costs.length];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(double cost, int from, int to, int stamp) {
        if (size == costs.length) {
            costs = Arrays.copyOf(costs, 2 * size);
            edges = Arrays.copyOf(edges, 2 * size);
            stamps = Arrays.copyOf(stamps, 2 * size);
        }
        long edge = (long) from << 32 | to;
        int at = size++;
        while (at > 0 && before(cost, edge, (at - 1) / 2)) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        set(at, cost, edge, stamp);
    }

    int from() {
        return (int) (edges[0] >>> 32);
    }

    int to() {
        return (int) edges[0];
    }

    int stamp() {
        return stamps[0];
    }

    /** Takes the first edge away. */
    void remove() {
        size--;
        double cost = costs[size];
        long edge = edges[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            child += child + 1 < size && before(costs[child + 1], edges[child + 1], child) ? 1 : 0;
            if (!before(costs[child], edges[child], cost, edge)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, cost, edge, stamps[size]);
    }

    private boolean before(double cost, long edge, int other) {
        return before(cost, edge, costs[other], edges[other]);
    }

    private static boolean before(double cost, long edge, double otherCost, long otherEdge) {
        return cost < otherCost || cost == otherCost && edge < otherEdge;
    }

    private void move(int from, int to) {
        set(to, costs[from], edges[from], stamps[from]);
    }

    private void set(int at, double cost, long edge, int stamp) {
        costs[at] = cost;
        edges[at] = edge;
        stamps[at] = stamp;
    }
}
