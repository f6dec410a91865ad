package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * L-BFGS (Nocedal, Math. Comp. 35:773, 1980): H as the BFGS updates of the last m pairs to (s^T y / y^T y) I, applied by two
 * passes over the pairs. 4 m n operations a direction. m = 50 suits networks of some thousand parameters.
 */
final class LimitedMemory implements InverseHessian {
    private record Pair(double[] s, double[] y, double curvature) {}

    private final NDManager manager;
    private final int memory;
    private final List<Pair> pairs = new ArrayList<>();

    /** The identity; it will keep this many curvature pairs. The manager makes the tensors of a checkpoint. */
    LimitedMemory(NDManager manager, int memory) {
        this.manager = manager;
        this.memory = memory;
    }

    @Override
    public double[] direction(double[] gradient) {
        double[] q = Vectors.scaled(gradient, -1);
        double[] share = new double[pairs.size()];
        for (int i = pairs.size() - 1; i >= 0; i--) {
            Pair pair = pairs.get(i);
            share[i] = Vectors.dot(pair.s, q) / pair.curvature;
            Vectors.add(q, -share[i], pair.y);
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            q = Vectors.scaled(q, last.curvature / Vectors.dot(last.y, last.y));
        }
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            Vectors.add(q, share[i] - Vectors.dot(pair.y, q) / pair.curvature, pair.s);
        }
        return q;
    }

    @Override
    public void update(Step step) {
        if (pairs.size() == memory) {
            pairs.removeFirst();
        }
        pairs.add(new Pair(step.s(), step.y(), step.curvature()));
    }

    @Override
    public void reset() {
        pairs.clear();
    }

    @Override
    public boolean fresh() {
        return pairs.isEmpty();
    }

    @Override
    public Map<String, NDArray> state() {
        if (pairs.isEmpty()) {
            return Map.of();
        }
        int n = pairs.getFirst().s.length;
        double[] all = new double[2 * pairs.size() * n];
        for (int i = 0; i < pairs.size(); i++) {
            System.arraycopy(pairs.get(i).s, 0, all, 2 * i * n, n);
            System.arraycopy(pairs.get(i).y, 0, all, (2 * i + 1) * n, n);
        }
        return Map.of("pairs", manager.create(all, new Shape(pairs.size(), 2, n)));
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        pairs.clear();
        NDArray saved = state.get("pairs");
        if (saved != null) {
            int n = (int) saved.getShape().get(2);
            double[] all = saved.toDoubleArray();
            for (int at = 0; at < all.length; at += 2 * n) {
                double[] s = Arrays.copyOfRange(all, at, at + n);
                double[] y = Arrays.copyOfRange(all, at + n, at + 2 * n);
                pairs.add(new Pair(s, y, Vectors.dot(y, s)));
            }
        }
    }

    @Override
    public void close() {
        pairs.clear();
    }
}
