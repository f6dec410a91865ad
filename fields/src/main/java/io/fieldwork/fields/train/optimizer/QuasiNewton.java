package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.train.optimizer.StrongWolfe.Found;
import io.fieldwork.fields.train.optimizer.StrongWolfe.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A quasi-Newton method: a line search along -H g, then an update of H. One step of training is one line search; on an
 * objective that has not changed, the loss and gradient where the last search ended are known, so most steps cost one
 * or two evaluations. A step without positive curvature does not update H. When a search finds no decrease, H starts
 * again from the identity; when the steepest descent finds none either, the optimiser has stalled and waits for another
 * objective.
 *
 * <p>Needs double precision: in single precision the differences of gradients drown in rounding long before the loss is
 * small. The learning rate is not used.
 */
final class QuasiNewton implements Optimizer {
    private static final double LEAST_CURVATURE = 1e-15;
    private static final double GENEROUS = 1.01;

    private final NDManager manager;
    private final Supplier<List<Parameter>> parameters;
    private final String name;
    private final InverseHessian inverse;
    private final StrongWolfe search;
    private @Nullable FlatParameters flat;
    private @Nullable Point known;
    private double gained;
    private boolean stalled;

    /**
     * An optimiser without history; other tensors than before among the parameters mean a new start. The name is its type
     * in a configuration, for errors; it closes the inverse Hessian.
     */
    QuasiNewton(
            NDManager owner,
            Supplier<List<Parameter>> parameters,
            String name,
            InverseHessian inverse,
            StrongWolfe search) {
        this.manager = owner.newSubManager();
        this.parameters = parameters;
        this.name = name;
        this.inverse = inverse;
        this.search = search;
    }

    @Override
    public Loss step(double rate, Objective objective) {
        FlatParameters all = all();
        int evaluations = 0;
        if (known == null || objective.changed()) {
            inverse.check();
            known = at(all, objective, 0, new double[all.size()]);
            stalled = false;
            evaluations++;
        }
        Point start = known;
        if (Double.isFinite(start.loss()) && !stalled) {
            evaluations += advance(all, start, objective);
        }
        Map<String, Double> shown = new LinkedHashMap<>(start.shown());
        shown.put("evaluations", (double) evaluations);
        return new Loss(manager.create(start.loss()), shown);
    }

    private FlatParameters all() {
        List<Parameter> now = parameters.get();
        if (flat == null || !flat.shows(now)) {
            if (flat != null) {
                inverse.reset();
            }
            flat = FlatParameters.doubles(now, name);
            known = null;
        }
        return flat;
    }

    /** Searches from a point; the number of evaluations. */
    private int advance(FlatParameters all, Point start, Objective objective) {
        double[] x = all.values();
        int evaluations = 0;
        while (true) {
            double[] direction = inverse.direction(start.gradient());
            double slope = Vectors.dot(direction, start.gradient());
            if (slope < 0) {
                Point foot = new Point(0, start.loss(), slope, start.gradient(), start.shown());
                Found found = search.search(foot, firstStep(slope), a -> {
                    all.set(Vectors.along(x, a, direction));
                    return at(all, objective, a, direction);
                });
                evaluations += found.evaluations();
                if (found.point().step() > 0) {
                    accept(all, x, direction, start, found.point());
                    return evaluations;
                }
            }
            if (inverse.fresh()) {
                all.set(x);
                stalled = true;
                return evaluations;
            }
            inverse.reset();
        }
    }

    /**
     * The step to try first: where a parabola with this slope gains as much as the last step did, at most the whole step, which
     * it tends to (Nocedal and Wright, eq. 3.60).
     */
    private double firstStep(double slope) {
        if (inverse.fresh()) {
            return Math.min(1, 1 / Math.sqrt(-slope));
        }
        return gained > 0 ? Math.min(1, GENEROUS * 2 * gained / -slope) : 1;
    }

    private void accept(FlatParameters all, double[] x, double[] direction, Point start, Point end) {
        double[] next = Vectors.along(x, end.step(), direction);
        all.set(next);
        known = end;
        gained = start.loss() - end.loss();
        double[] s = Vectors.along(next, -1, x);
        double[] y = Vectors.along(end.gradient(), -1, start.gradient());
        double curvature = Vectors.dot(s, y);
        if (curvature > LEAST_CURVATURE * Vectors.norm(s) * Vectors.norm(y) && Double.isFinite(curvature)) {
            inverse.update(new InverseHessian.Step(end.step(), s, y, start.gradient(), end.gradient()));
        }
    }

    /**
     * Evaluates at the parameters as they are; what the evaluation allocates is freed. A gradient that is not finite makes
     * the loss not a number.
     */
    private static Point at(FlatParameters all, Objective objective, double step, double[] direction) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Loss loss = objective.evaluate();
            double[] gradient = all.takeGradient();
            double value = Double.isFinite(Vectors.norm(gradient)) ? loss.value() : Double.NaN;
            return new Point(step, value, Vectors.dot(gradient, direction), gradient, loss.shown());
        }
    }

    @Override
    public boolean stalled() {
        return stalled;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(inverse.state());
        state.put("gained", manager.create(gained));
        state.put("stalled", manager.create(stalled ? 1L : 0L));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        inverse.restore(state);
        gained = state.get("gained").getDouble();
        stalled = state.get("stalled").getLong() != 0;
        known = null;
    }

    @Override
    public void close() {
        inverse.close();
        manager.close();
    }
}
