package io.fieldwork.samples.kind.pinn;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a solution is tabulated: on the grid of its reference, or on a regular grid over its domain. Both ends of a coordinate are
 * on a regular grid, but of a periodic one only the lower end.
 *
 * @param problem what was solved
 * @param member of its family
 * @param counts points along each axis that is written; empty for those of the reference, or a default
 * @param time the one time wanted, or null for all
 */
record ExportGrid(
        Problem problem,
        Member member,
        int[] counts,
        @Nullable Double time) {
    private static final int POINTS = 256;
    private static final int DEFAULT_TOTAL = 1 << 24;
    private static final int TOTAL = 1 << 27;

    /** Rejects what does not fit the problem. */
    ExportGrid {
        Domain domain = Member.alone(problem.domain());
        if (time != null) {
            if (domain.time() == null) {
                throw new UserError("--time is " + time + ", but the problem " + problem.name() + " has no time.");
            }
            String range = "a time from " + domain.lower()[0] + " to " + domain.upper()[0];
            UserError.require(time >= domain.lower()[0] && time <= domain.upper()[0], "--time", time, range);
        }
        List<String> names = written(domain, time);
        if (names.isEmpty() && counts.length > 0) {
            throw new UserError("--grid is " + words(counts) + ", but with --time the problem " + problem.name()
                    + " has one point only; leave --grid out.");
        }
        boolean fits = counts.length == names.size() && Arrays.stream(counts).allMatch(n -> n >= 2);
        String usual = words(names.stream().mapToInt(name -> POINTS).toArray());
        UserError.require(
                counts.length == 0 || fits,
                "--grid",
                words(counts),
                "two or more points along each of " + String.join(", ", names) + ", such as " + usual);
        long total = Arrays.stream(counts).asLongStream().reduce(1, (a, b) -> Math.min(a * b, Long.MAX_VALUE >> 32));
        UserError.require(total <= TOTAL, "--grid", words(counts), "at most " + TOTAL + " points in all");
    }

    /** Names of the coordinates that have more than one point. */
    private static List<String> written(Domain domain, @Nullable Double time) {
        List<String> all = domain.coordinates();
        return time == null ? all : all.subList(1, all.size());
    }

    private static String words(int... numbers) {
        return String.join(
                ",", Arrays.stream(numbers).mapToObj(Integer::toString).toList());
    }

    /** The axes, in the order of the domain. */
    List<GridAxis> axes() {
        Domain domain = Member.alone(problem.domain());
        List<GridAxis> all = new ArrayList<>();
        if (counts.length == 0 && !problem.truths().isEmpty()) {
            List<GridAxis> own = truth().axes();
            if (own.stream().map(GridAxis::name).toList().equals(domain.coordinates())) {
                all.addAll(own);
            }
        }
        if (all.isEmpty()) {
            int skipped = time == null ? 0 : 1;
            for (int k = 0; k < domain.dimensions(); k++) {
                all.add(axis(domain, k, k < skipped ? 2 : points(k - skipped)));
            }
        }
        if (time != null) {
            all.set(0, GridAxis.of(Domain.TIME, time));
        }
        return all;
    }

    /** So many that all axes together stay below the default total. */
    private int points(int k) {
        int axes = written(Member.alone(problem.domain()), time).size();
        return counts.length > 0 ? counts[k] : (int) Math.min(POINTS, Math.rint(Math.pow(DEFAULT_TOTAL, 1.0 / axes)));
    }

    /** A regular axis over a coordinate. */
    static GridAxis axis(Domain domain, int k, int size) {
        String name = domain.coordinates().get(k);
        double lower = domain.lower()[k];
        double period = domain.periods()[k];
        return period > 0
                ? GridAxis.periodic(name, lower, period, size)
                : GridAxis.interval(name, lower, domain.upper()[k], size);
    }

    /** The reference on this grid. */
    GridSolution reference() {
        if (problem.truths().isEmpty()) {
            throw new UserError("--reference: the problem " + problem.name() + " has no reference.");
        }
        if (counts.length > 0) {
            throw new UserError("--reference comes on the grid of the reference; leave --grid out.");
        }
        return time == null ? truth() : truth().at(time);
    }

    private GridSolution truth() {
        return member.of(problem.truths().firstEntry().getValue().get());
    }
}
