package io.fieldwork.pde.pinn;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.grid.RelativeError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Error metrics of a solution against a reference: relative L2 over all grid points in space and time. */
final class Errors {
    private Errors() {}

    /**
     * The errors of all unknowns that the reference has: {@code relativeL2} of all together and, where there are
     * several, {@code relativeL2.u} of each, with a suffix.
     */
    static Map<String, Double> of(Problem problem, Solution solution, GridSolution reference, String suffix) {
        SequencedMap<String, Double> errors = new LinkedHashMap<>();
        int[] inside = inside(problem, reference);
        List<double[]> found = solution.on(reference);
        RelativeError all = RelativeError.NONE;
        for (int k = 0; k < found.size(); k++) {
            String unknown = problem.unknowns().get(k);
            if (!reference.unknowns().contains(unknown)) {
                continue;
            }
            IntStream own = Arrays.stream(inside).filter(i -> problem.isWanted(unknown, reference.point(i)));
            RelativeError error = RelativeError.of(reference.values().get(unknown), found.get(k), own);
            if (!Double.isFinite(error.norm())) {
                throw new UserError("Its values of " + unknown + " in the domain must be finite.");
            }
            all = all.plus(error);
            if (found.size() > 1) {
                errors.put("relativeL2." + unknown + suffix, error.value());
            }
        }
        errors.putFirst("relativeL2" + suffix, all.value());
        return errors;
    }

    /** The grid points that belong to the domain, of a reference that has its coordinates and some of the unknowns. */
    private static int[] inside(Problem problem, GridSolution reference) {
        List<String> coordinates = problem.domain().coordinates();
        if (!reference.coordinates().equals(coordinates)) {
            throw new UserError("Its coordinates are " + String.join(", ", reference.coordinates()) + "; expected "
                    + String.join(", ", coordinates) + ".");
        }
        if (problem.unknowns().stream().noneMatch(reference.unknowns()::contains)) {
            throw new UserError("Its unknowns are " + String.join(", ", reference.unknowns()) + "; expected "
                    + String.join(", ", problem.unknowns()) + ".");
        }
        int[] inside = IntStream.range(0, reference.size())
                .filter(i -> problem.domain().contains(reference.point(i)))
                .toArray();
        if (inside.length == 0) {
            throw new UserError("None of its points belongs to the domain.");
        }
        return inside;
    }
}
