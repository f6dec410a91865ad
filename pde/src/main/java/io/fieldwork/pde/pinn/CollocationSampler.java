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
    private final CollocationOptions options;
    private final TimeWindows windows;
    private final int chunks;
    private final Map<String, NDArray> coefficients;
    private final long seed;
    private @Nullable NDManager owner;

    /**
     * A source of points.
     *
     * @param manager owner of all points
     * @param problem to be solved
     * @param options numbers and sampling of the points
     * @param windows gives the window in training
     * @param chunks into which interior points can be cut in the order of time, 1 if the order does not matter
     * @param coefficients scalars by name
     * @param seed of everything random
     */
    CollocationSampler(
            NDManager manager,
            Problem problem,
            CollocationOptions options,
            TimeWindows windows,
            int chunks,
            Map<String, NDArray> coefficients,
            long seed) {
        this.manager = manager;
        this.problem = problem;
        this.options = options;
        this.windows = windows;
        this.chunks = chunks;
        this.coefficients = coefficients;
        this.seed = seed;
    }

    private TrialFunction model() {
        return windows.current().model();
    }

    private Draws draws(String what, long step) {
        return Draws.of(seed, what + windows.windows().size(), step);
    }

    private Collocation collocation() {
        return new Collocation(options, windows.domain(), chunks, model().type());
    }

    /**
     * Binds groups to points; those of the last call are freed.
     *
     * @param step of the random numbers
     * @param groups terms, those of the interior first
     * @param interior points inside, or null to draw them
     * @return the groups at their points
     * @throws UserError if there are no points for a group
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
        return PinnChecks.named(group.names(), () -> collocation.draw(manager, group.place(), draws));
    }

    /**
     * Lets arrays live as long as the present points.
     *
     * @param arrays made in the current step
     */
    void keep(NDArray... arrays) {
        Scopes.keep(arrays);
        for (NDArray array : arrays) {
            array.attach(owner);
        }
    }

    /**
     * Interior points, dense where the residual is large.
     *
     * @param step of the random numbers
     * @param before the groups at the last points, or null before the first
     * @return [n][d]; null if they are not wanted, or before this window has a residual
     */
    double @Nullable [][] adaptive(long step, @Nullable List<Group.Bound> before) {
        if (!options.adaptive() || before == null || before.getFirst().model() != model()) {
            return null;
        }
        Collocation collocation = collocation();
        double[][] candidates = collocation.interior(options.candidates(), draws("candidates", step));
        double[] residual = residual(before.getFirst().group(), candidates);
        return collocation.ordered(
                new Adaptive(options).choose(options.points(), candidates, residual, draws("choice", step)));
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
