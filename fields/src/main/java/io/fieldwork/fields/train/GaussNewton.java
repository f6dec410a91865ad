package io.fieldwork.fields.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Damped Gauss-Newton, also known as energy natural gradient (Mueller, Zeinhofer, ICML 2023): for loss = |r|^2 and J = dr/dx
 * the step is d = -(J^T J + mu I)^-1 J^T r, computed with the smaller of J^T J and J J^T (Woodbury's identity). The damping
 * mu = lambda |r|^2 vanishes with the loss, so that convergence is quadratic where the loss can reach zero; lambda follows the
 * ratio of gained to predicted decrease (Levenberg, Marquardt). A step that does not lower the loss enough is shortened, then
 * damped more.
 *
 * <p>With momentum m the damping pulls towards m times the last step instead of zero (SPRING: Goldshlager, Abrahamsen, Lin,
 * J. Comput. Phys. 516, 2024, 113351). Needs double precision; the learning rate is not used. A step costs
 * 2 N P min(N, P) + min(N, P)^3 / 3 operations beside the Jacobian.
 */
public final class GaussNewton implements Optimizer {
    private static final double DECREASE = 1e-4;
    private static final double GOOD = 0.75;
    private static final double BAD = 0.25;
    private static final double FACTOR = 4;
    private static final double LEAST_SHIFT = 1e-15;
    private static final int DAMPINGS = 8;
    private static final int HALVINGS = 4;
    private static final String SCRIPT = """
            def gram(self, j: Tensor) -> Tensor:
              if torch.lt(torch.size(j, 0), torch.size(j, 1)):
                k = torch.mm(j, torch.t(j))
              else:
                k = torch.mm(torch.t(j), j)
              return k

            def largest(self, k: Tensor) -> Tensor:
              return torch.amax(torch.diagonal(k))

            def solve(self, j: Tensor, k: Tensor, r: Tensor, previous: Tensor, mu: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              eye = torch.eye(torch.size(k, 0), dtype=k.dtype, device=k.device)
              factor, failed = torch.linalg_cholesky_ex(torch.add(k, torch.mul(eye, mu)))
              rest = torch.unsqueeze(torch.add(r, torch.mv(j, previous)), 1)
              if torch.lt(torch.size(j, 0), torch.size(j, 1)):
                change = torch.mm(torch.t(j), torch.cholesky_solve(rest, factor))
              else:
                change = torch.cholesky_solve(torch.mm(torch.t(j), rest), factor)
              d = torch.sub(previous, torch.squeeze(change, 1))
              return (d, torch.mv(j, d), failed)
            """;

    /** Step d and its image J d. */
    private record Direction(double[] d, double[] image) {}

    private final NDManager manager;
    private final Script script;
    private final Supplier<List<Parameter>> parameters;
    private final GaussNewtonOptions options;
    private double lambda;
    private double[] previous = {};
    private double loss;
    private boolean stalled;

    /**
     * An optimiser without history.
     *
     * @param owner manager of the parameters' device
     * @param parameters asked at every step
     * @param options damping
     */
    public GaussNewton(NDManager owner, Supplier<List<Parameter>> parameters, GaussNewtonOptions options) {
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, SCRIPT);
        this.parameters = parameters;
        this.options = options;
        this.lambda = options.damping();
    }

    @Override
    public Loss step(double rate, Objective objective) {
        FlatParameters all = FlatParameters.doubles(parameters.get(), "gaussnewton");
        Map<String, Double> shown = new LinkedHashMap<>();
        shown.put("damping", lambda);
        if (!stalled || objective.changed()) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Linearisation here = objective.linearise();
                double[] r = residuals(here, all.size());
                NDArray gram = script.call("gram", here.jacobian())[0];
                double largest = script.call("largest", gram)[0].getDouble();
                loss = Double.isFinite(largest) ? Vectors.dot(r, r) : Double.NaN;
                shown.putAll(here.shown());
                stalled = Double.isFinite(loss) && !advance(all, here, gram, LEAST_SHIFT * largest, r, objective);
            }
        }
        return new Loss(manager.create(loss), shown);
    }

    private static double[] residuals(Linearisation here, int columns) {
        if (here.jacobian().getShape().get(1) != columns) {
            throw new IllegalArgumentException("the Jacobian has shape "
                    + here.jacobian().getShape() + ", but there are " + columns + " parameters");
        }
        return here.residuals().toDoubleArray();
    }

    /** Finds a lower point; false if there is none. */
    private boolean advance(
            FlatParameters all, Linearisation here, NDArray gram, double least, double[] r, Objective objective) {
        double[] x = all.values();
        if (previous.length != x.length) {
            previous = new double[x.length];
        }
        for (int attempt = 0; attempt < DAMPINGS; attempt++) {
            double momentum = attempt == 0 ? options.momentum() : 0;
            double mu = Math.max(lambda * loss, least);
            Direction way = direction(here, gram, Vectors.scaled(previous, momentum), mu);
            double slope = way == null ? 0 : 2 * Vectors.dot(r, way.image);
            double step = slope < 0 ? search(all, x, way, r, slope, objective) : 0;
            if (step > 0) {
                all.set(Vectors.along(x, step, way.d));
                previous = Vectors.scaled(way.d, step);
                return true;
            }
            lambda = Math.max(lambda, least / Math.max(loss, Double.MIN_NORMAL)) * FACTOR * FACTOR;
        }
        all.set(x);
        return false;
    }

    /** Null if the matrix could not be factored. */
    private @Nullable Direction direction(Linearisation here, NDArray gram, double[] towards, double mu) {
        NDArray[] solved = script.call(
                "solve", here.jacobian(), gram, here.residuals(), manager.create(towards), manager.create(mu));
        boolean failed = solved[2].toIntArray()[0] != 0;
        return failed ? null : new Direction(solved[0].toDoubleArray(), solved[1].toDoubleArray());
    }

    /** Tries the whole step, which also judges the damping, then shorter ones; the length, or 0 if none is good. */
    private double search(
            FlatParameters all, double[] x, Direction way, double[] r, double slope, Objective objective) {
        double[] left = Vectors.along(r, 1, way.image);
        double predicted = loss - Vectors.dot(left, left);
        double step = 1;
        for (int attempt = 0; attempt <= HALVINGS; attempt++) {
            all.set(Vectors.along(x, step, way.d));
            double there = value(objective);
            if (attempt == 0) {
                adapt((loss - there) / predicted);
            }
            if (there <= loss + DECREASE * step * slope) {
                return step;
            }
            double vertex = -slope * step / (2 * ((there - loss) / step - slope));
            step = Double.isFinite(there) ? Math.clamp(vertex, 0.1 * step, 0.5 * step) : 0.1 * step;
        }
        return 0;
    }

    private static double value(Objective objective) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return objective.value().value();
        }
    }

    private void adapt(double gain) {
        if (gain > GOOD) {
            lambda = Math.max(lambda / FACTOR, options.least());
        } else if (!(gain > BAD)) {
            lambda *= FACTOR;
        }
    }

    @Override
    public boolean stalled() {
        return stalled;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("damping", manager.create(lambda));
        state.put("loss", manager.create(loss));
        state.put("stalled", manager.create(stalled ? 1L : 0L));
        if (previous.length > 0) {
            state.put("previous", manager.create(previous));
        }
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        lambda = state.get("damping").getDouble();
        loss = state.get("loss").getDouble();
        stalled = state.get("stalled").getLong() != 0;
        previous = state.containsKey("previous") ? state.get("previous").toDoubleArray() : new double[0];
    }

    @Override
    public void close() {
        manager.close();
    }
}
