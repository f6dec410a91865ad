package io.fieldwork.pde.pinn;

import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.reference.GridAxis;
import io.fieldwork.pde.reference.GridSolution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * A solution on a grid, for other programs. Unlike a {@link GridSolution} the grid may cover places that do not belong to the
 * domain, such as a hole; values there are NaN.
 *
 * @param axes the coordinates in the order of the domain
 * @param columns values [points] by name, the last axis running fastest
 */
public record SolutionTable(List<GridAxis> axes, SequencedMap<String, double[]> columns) {
    private static final int CHUNK = 1 << 16;

    /** Copies the lists, not the values. */
    public SolutionTable {
        axes = List.copyOf(axes);
        columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
    }

    /**
     * Evaluates a solution.
     *
     * @param solution what training found
     * @param axes the grid, one axis for each coordinate of the domain
     * @param names what to evaluate: unknowns such as {@code u}, and derivatives such as {@code u_xx}
     * @return columns of these names
     * @throws UserError if there is no such unknown or derivative
     */
    public static SolutionTable of(Solution solution, List<GridAxis> axes, List<String> names) {
        List<Wanted> wanted =
                names.stream().map(name -> Wanted.of(solution, name)).toList();
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            columns.put(
                    names.get(i),
                    values(
                            solution,
                            axes,
                            wanted.get(i).unknown(),
                            wanted.get(i).index()));
        }
        return new SolutionTable(axes, columns);
    }

    /** An unknown and the indices of a derivative of it, none for itself. */
    private record Wanted(String unknown, String index) {
        private static Wanted of(Solution solution, String name) {
            if (solution.unknowns().contains(name)) {
                return new Wanted(name, "");
            }
            int split = name.lastIndexOf('_');
            String unknown = name.substring(0, Math.max(split, 0));
            if (!solution.unknowns().contains(unknown) || split == name.length() - 1) {
                throw new UserError("There is no '" + name + "'; expected an unknown of "
                        + String.join(", ", solution.unknowns()) + ", or a derivative of one such as "
                        + solution.unknowns().getFirst() + "_"
                        + solution.domain().coordinates().getLast() + ".");
            }
            String index = name.substring(split + 1);
            Derivative.of(index, solution.domain().coordinates());
            return new Wanted(unknown, index);
        }
    }

    private static double[] values(Solution solution, List<GridAxis> axes, String unknown, String index) {
        double[] values = new double[size(axes)];
        Arrays.fill(values, Double.NaN);
        for (int first = 0; first < values.length; first += CHUNK) {
            int[] inside = IntStream.range(first, Math.min(first + CHUNK, values.length))
                    .filter(i -> solution.domain().touches(point(axes, i)))
                    .toArray();
            double[][] points =
                    Arrays.stream(inside).mapToObj(i -> point(axes, i)).toArray(double[][]::new);
            double[] found = solution.at(unknown, index, points);
            for (int i = 0; i < inside.length; i++) {
                values[inside[i]] = found[i];
            }
        }
        return values;
    }

    private static int size(List<GridAxis> axes) {
        return axes.stream().mapToInt(GridAxis::size).reduce(1, Math::multiplyExact);
    }

    private static double[] point(List<GridAxis> axes, int index) {
        double[] point = new double[axes.size()];
        for (int k = point.length - 1, rest = index; k >= 0; k--) {
            int n = axes.get(k).size();
            point[k] = axes.get(k).at(rest % n);
            rest /= n;
        }
        return point;
    }

    /**
     * With the solution that it is measured against.
     *
     * @param reference on the same grid
     * @return further columns {@code u_reference}, NaN outside the domain too
     */
    public SolutionTable with(GridSolution reference) {
        if (!reference.axes().equals(axes)) {
            throw new IllegalArgumentException("the reference is on another grid");
        }
        SequencedMap<String, double[]> more = new LinkedHashMap<>(columns);
        double[] mask = columns.firstEntry().getValue();
        for (String unknown : reference.unknowns()) {
            double[] values = reference.values(unknown);
            Arrays.setAll(values, i -> Double.isNaN(mask[i]) ? Double.NaN : values[i]);
            more.put(unknown + "_reference", values);
        }
        return new SolutionTable(axes, more);
    }

    /**
     * Number of grid points.
     *
     * @return product of the sizes of the axes
     */
    public int size() {
        return size(axes);
    }

    /**
     * Writes the table as NPZ, readable by NumPy: an array for each axis and one for each column, in the order of the axes, and the
     * arrays {@code axes}, {@code unknowns} and {@code periods} that say which is which.
     *
     * @param file where to; it is whole or not there
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        GridSolution.write(file, axes, columns);
    }
}
