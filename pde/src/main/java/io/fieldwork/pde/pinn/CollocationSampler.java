package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sampler and owner of the collocation points for all terms of the current time window. */
final class CollocationSampler {
    private static final int CHUNK = 1 << 14;

    private final NDManager manager;
    private final Problem problem;
    private final PinnOptions options;
    private final TimeWindows windows;
    private final Map<String, NDArray> coefficients;
    private @Nullable NDManager owner;

    /** A source of points that the manager owns. */
    CollocationSampler(
            NDManager manager,
            Problem problem,
            PinnOptions options,
            TimeWindows windows,
            Map<String, NDArray> coefficients) {
        this.manager = manager;
        this.problem = problem;
        this.options = options;
        this.windows = windows;
        this.coefficients = coefficients;
    }

    private TrialFunction model() {
        return windows.current().model();
    }

    private Draws draws(String what, long step) {
        return Draws.of(options.train().seed(), what + windows.windows().size(), step);
    }

    private Collocation collocation() {
        return new Collocation(options.collocation(), windows.domain(), options.chunks(), model().type());
    }

    /**
     * Binds groups, those of the interior first, to points; those of the last call are freed. Interior points that are
     * null are drawn, as are all others. A group without points is a {@link UserError}.
     */
    List<Group.Bound> bind(long step, List<Group> groups, double @Nullable [][] interior) {
        NDManager fresh = manager.newSubManager();
        Collocation collocation = collocation();
        List<Group.Bound> bound = new ArrayList<>();
        for (Group group : groups) {
            PointSet points = bound.isEmpty() && interior != null
                    ? collocation.of(fresh, interior)
                    : drawn(collocation, fresh, group, draws("points" + bound.size(), step));
            if (points.size() == 0) {
                throw new UserError("There are no points for "
                        + String.join(", ", group.terms().keySet()) + ".");
            }
            bound.add(group.at(problem, model(), points));
        }
        if (owner != null) {
            owner.close();
        }
        owner = fresh;
        return bound;
    }

    private static PointSet drawn(Collocation collocation, NDManager manager, Group group, Draws draws) {
        return PinnChecks.named(
                "For " + String.join(", ", group.names()), () -> collocation.draw(manager, group.place(), draws));
    }

    /** Lets arrays of the current step live as long as the present points. */
    void keep(NDArray... arrays) {
        Scopes.keep(arrays);
        for (NDArray array : arrays) {
            array.attach(owner);
        }
    }

    /**
     * Interior points [n][d], dense where the residual of the groups at the last points is large; null if they are not
     * wanted, or before this window has a residual.
     */
    double @Nullable [][] adaptive(long step, @Nullable List<Group.Bound> before) {
        CollocationOptions wanted = options.collocation();
        if (!wanted.adaptive() || before == null || before.getFirst().model() != model()) {
            return null;
        }
        Collocation collocation = collocation();
        double[][] candidates = collocation.interior(wanted.candidates(), draws("candidates", step));
        double[] residual = residual(before.getFirst().group(), candidates);
        return collocation.ordered(
                new Adaptive(wanted).choose(wanted.points(), candidates, residual, draws("choice", step)));
    }

    /** Joint norm of all residuals at each point. */
    private double[] residual(Group equations, double[][] candidates) {
        double[] size = new double[candidates.length];
        for (int first = 0; first < candidates.length; first += CHUNK) {
            int last = Math.min(first + CHUNK, candidates.length);
            try (NDManager own = manager.newSubManager();
                    Tape off = Tape.forwardOnly()) {
                PointSet points = collocation().of(own, Arrays.copyOfRange(candidates, first, last));
                for (NDArray r : equations.at(problem, model(), points).residuals(off, coefficients)) {
                    double[] values = r.toType(DataType.FLOAT64, false).toDoubleArray();
                    for (int i = 0; i < values.length; i++) {
                        size[first + i] = Math.hypot(size[first + i], values[i]);
                    }
                }
            }
        }
        return size;
    }
}
