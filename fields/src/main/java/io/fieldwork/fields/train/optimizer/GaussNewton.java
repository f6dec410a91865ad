package io.fieldwork.fields.train.optimizer;

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
 * Damped Gauss-Newton, also known as energy natural gradient (Mueller, Zeinhofer, ICML 2023): for loss = |r|^2 and J =
 * dr/dx the step is d = -(J^T J + mu D)^-1 J^T r, computed with the smaller of J^T J and its counterpart with J and J^T
 * exchanged (Woodbury's identity). The damping mu = lambda |r|^2 vanishes with the loss, so that convergence is
 * quadratic where the loss can reach zero; lambda follows the ratio of gained to predicted decrease. D is the diagonal
 * of J^T J in units of its greatest entry (Marquardt, SIAM J. Appl. Math. 11, 1963): parameters with little influence
 * on the residuals are damped little, without which high derivatives, where columns of J differ by many orders of
 * magnitude, are hopeless. A step that does not lower the loss enough is shortened, then damped more.
 *
 * <p>With momentum m the damping pulls towards m times the last step instead of zero (SPRING: Goldshlager, Abrahamsen,
 * Lin, J. Comput. Phys. 516, 2024, 113351). Needs double precision; the learning rate is not used. A step costs 2 N P
 * min(N, P) + min(N, P)^3 / 3 operations beside the Jacobian.
 */
final class GaussNewton implements Optimizer {
    private static final double DECREASE = 1e-4;
    private static final double GOOD = 0.75;
    private static final double BAD = 0.25;
    private static final double FACTOR = 4;
    private static final double LEAST_SHIFT = 1e-15;

    /** Length of the shortest column of the Jacobian that counts, in units of the longest. */
    private static final double SHORTEST = 1e-7;

    private static final int DAMPINGS = 8;
    private static final int HALVINGS = 4;
    private static final String SCRIPT = """
            def normal(self, j: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
              n = torch.norm(j, 2, [0])
              units = torch.reciprocal(torch.clamp_min(torch.div(n, torch.add(torch.amax(n), 1.0e-300)), SHORTEST))
              scaled = torch.mul(j, units)
              if torch.lt(torch.size(j, 0), torch.size(j, 1)):
                k = torch.mm(scaled, torch.t(scaled))
              else:
                k = torch.mm(torch.t(scaled), scaled)
              return (scaled, units, k, torch.amax(torch.diagonal(k)))

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

    /**
     * The linearisation at the current point.
     *
     * @param residuals r [N]
     * @param jacobian J in units in which all columns are equally long [N, P]
     * @param units of the columns, in the units of the longest one [P]
     * @param gram the smaller product of the Jacobian with itself
     */
    private record Here(NDArray residuals, NDArray jacobian, NDArray units, NDArray gram) {}

    private final NDManager manager;
    private final Script script;
    private final Supplier<List<Parameter>> parameters;
    private final GaussNewtonOptions options;
    private double lambda;
    private double[] previous = {};
    private double loss;
    private boolean stalled;
    private @Nullable NDArray seen;

    GaussNewton(NDManager owner, Supplier<List<Parameter>> parameters, GaussNewtonOptions options) {
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, SCRIPT.replace("SHORTEST", Double.toString(SHORTEST)));
        this.parameters = parameters;
        this.options = options;
        this.lambda = options.damping();
    }

    @Override
    public Loss step(double rate, Objective objective) {
        restart(parameters.get().getFirst().value());
        FlatParameters all = FlatParameters.doubles(parameters.get(), "gaussnewton");
        Map<String, Double> shown = new LinkedHashMap<>();
        shown.put("damping", lambda);
        if (!stalled || objective.changed()) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Linearisation here = objective.linearise();
                double[] r = residuals(here, all.size());
                NDArray[] normal = script.call("normal", here.jacobian());
                double largest = normal[3].getDouble();
                loss = Double.isFinite(largest) ? Vectors.dot(r, r) : Double.NaN;
                shown.putAll(here.shown());
                Here scaled = new Here(here.residuals(), normal[0], normal[1], normal[2]);
                stalled = Double.isFinite(loss) && !advance(all, scaled, LEAST_SHIFT * largest, r, objective);
            }
        }
        return new Loss(manager.create(loss), shown);
    }

    /** Forgets the history when the tensors are others than before. */
    private void restart(NDArray now) {
        if (seen != null && seen != now) {
            lambda = options.damping();
            previous = new double[] {};
            stalled = false;
        }
        seen = now;
    }

    private static double[] residuals(Linearisation here, int columns) {
        if (here.jacobian().getShape().get(1) != columns) {
            throw new IllegalArgumentException("the Jacobian has shape "
                    + here.jacobian().getShape() + ", but there are " + columns + " parameters");
        }
        return here.residuals().toDoubleArray();
    }

    /** Finds a lower point; false if there is none. */
    private boolean advance(FlatParameters all, Here here, double least, double[] r, Objective objective) {
        double[] x = all.values();
        if (previous.length != x.length) {
            previous = new double[x.length];
        }
        for (int attempt = 0; attempt < DAMPINGS; attempt++) {
            double momentum = attempt == 0 ? options.momentum() : 0;
            double mu = Math.max(lambda * loss, least);
            Direction direction = direction(here, Vectors.scaled(previous, momentum), mu);
            double slope = direction == null ? 0 : 2 * Vectors.dot(r, direction.image);
            double step = slope < 0 ? search(all, x, direction, r, slope, objective) : 0;
            if (step > 0) {
                all.set(Vectors.along(x, step, direction.d));
                previous = Vectors.scaled(direction.d, step);
                return true;
            }
            lambda = Math.max(lambda, least / Math.max(loss, Double.MIN_NORMAL)) * FACTOR * FACTOR;
        }
        all.set(x);
        return false;
    }

    /** Null if the matrix could not be factored. */
    private @Nullable Direction direction(Here here, double[] towards, double mu) {
        NDArray[] solved = script.call(
                "solve",
                here.jacobian,
                here.gram,
                here.residuals,
                manager.create(towards).div(here.units),
                manager.create(mu));
        boolean failed = solved[2].toIntArray()[0] != 0;
        return failed ? null : new Direction(solved[0].mul(here.units).toDoubleArray(), solved[1].toDoubleArray());
    }

    /** Tries the whole step, which also judges the damping, then shorter ones; the length, or 0 if none is good. */
    private double search(
            FlatParameters all, double[] x, Direction direction, double[] r, double slope, Objective objective) {
        double[] left = Vectors.along(r, 1, direction.image);
        double predicted = loss - Vectors.dot(left, left);
        double step = 1;
        for (int attempt = 0; attempt <= HALVINGS; attempt++) {
            all.set(Vectors.along(x, step, direction.d));
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
