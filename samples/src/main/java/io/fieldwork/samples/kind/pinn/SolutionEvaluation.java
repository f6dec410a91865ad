package io.fieldwork.samples.kind.pinn;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.pinn.Solution;
import io.fieldwork.samples.plot.Thinned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A solution as it is now, in tables to look at, on the grid of its reference where there is one. */
final class SolutionEvaluation {
    /** Points along an axis in space for a first look. */
    static final int COARSE = 33;

    private static final int[] FINE = {1, 513, 161};
    private static final int[] INSTANTS = {4001, 201, 101};
    private static final int CHUNK = 1 << 15;

    private final Problem problem;
    private final Supplier<Solution> solution;
    private final @Nullable GridSolution truth;
    private final int space;
    private final Member member;

    /** Nothing is evaluated yet, but the reference is read or solved. */
    SolutionEvaluation(Problem problem, Supplier<Solution> solution) {
        this.problem = problem;
        this.solution = solution;
        GridSolution family = truth(problem);
        this.member = Member.of(problem.domain(), family, Map.of());
        this.truth = family == null ? null : member.of(family);
        this.space = problem.domain().space().size();
    }

    /** The reference, if it covers all coordinates. */
    private static @Nullable GridSolution truth(Problem problem) {
        if (problem.truths().isEmpty()) {
            return null;
        }
        GridSolution first = problem.truths().firstEntry().getValue().get();
        return first.coordinates().equals(problem.domain().coordinates()) ? first : null;
    }

    /** Points along an axis in space for a long look. */
    int fine() {
        return FINE[Math.min(space, FINE.length - 1)];
    }

    /**
     * The unknowns now and their references, with so many points at most along an axis in space; NaN outside the
     * domain. Ends in a {@link CancellationException} if the thread is interrupted meanwhile.
     */
    GridSolution table(int most) {
        List<Thinned> thinned = axes(most);
        List<GridAxis> axes = thinned.stream().map(Thinned::axis).toList();
        GridSolution found = new GridSolution(axes, found(axes));
        if (truth == null) {
            return found;
        }
        Map<String, double[]> known = new LinkedHashMap<>(truth.values());
        known.keySet().retainAll(found.unknowns());
        known.replaceAll((unknown, values) -> Thinned.values(thinned, values));
        return found.with(new GridSolution(axes, known));
    }

    private List<Thinned> axes(int most) {
        Domain domain = Member.alone(problem.domain());
        List<Thinned> axes = new ArrayList<>();
        for (int k = 0; k < domain.dimensions(); k++) {
            boolean time = domain.time() != null && k == 0;
            int points = time ? INSTANTS[Math.min(space, INSTANTS.length - 1)] : most;
            axes.add(Thinned.of(truth != null ? truth.axes().get(k) : ExportGrid.axis(domain, k, points), points));
        }
        return axes;
    }

    /** Evaluates stretches of the first axis one after another. */
    private Map<String, double[]> found(List<GridAxis> axes) {
        GridAxis first = axes.getFirst();
        int block = GridAxis.count(axes.subList(1, axes.size()));
        Map<String, double[]> columns = new LinkedHashMap<>();
        problem.unknowns().forEach(unknown -> columns.put(unknown, new double[first.size() * block]));
        int rows = Math.max(1, CHUNK / block);
        for (int from = 0; from < first.size(); from += rows) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("no longer looked at");
            }
            int to = Math.min(from + rows, first.size());
            List<GridAxis> part = new ArrayList<>(axes);
            part.set(0, GridAxis.of(first.name(), Arrays.copyOfRange(first.points(), from, to)));
            GridSolution table = member.of(solution.get().on(member.family(part), problem.unknowns()));
            int at = from * block;
            table.values()
                    .forEach((name, values) ->
                            System.arraycopy(values, 0, Objects.requireNonNull(columns.get(name)), at, values.length));
        }
        return columns;
    }
}
