package io.fieldwork.pde.data;

import io.fieldwork.pde.npz.HdfArrays;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an HDF5 file: its arrays of inputs and outputs.
 *
 * @param inputs of which the first frame is taken, then those that do not move; of pairs everything
 * @param outputs of which the later frames are taken, or of pairs everything
 * @param evolves whether outputs follow inputs in time
 * @param boundary condition of the layout
 * @param coordinates positions along layers, rows and columns, or rows and columns, where the file has them
 */
record HdfLayout(
        List<HdfField> inputs,
        List<HdfField> outputs,
        boolean evolves,
        Boundary boundary,
        List<@Nullable Dataset> coordinates) {
    /** Part of the spacing by which positions in single precision may differ from an even grid. */
    private static final double UNEVEN = 0.02;

    HdfLayout {
        HdfField first = outputs.getFirst();
        for (HdfField field : inputs) {
            boolean samples = field.samples() == first.samples()
                    || field.joined() && !field.axes().has('n');
            if (!samples || !field.fits(widest(outputs))) {
                throw new IllegalArgumentException("'" + first.path() + "' has " + first.samples() + " samples on "
                        + widest(outputs).compact() + " but '" + field.path() + "' " + field.samples() + " on "
                        + field.size().compact());
            }
        }
    }

    /** The layout of fields of which some move: those that do not are inputs only. */
    static HdfLayout evolution(List<HdfField> fields, Boundary boundary, List<@Nullable Dataset> coordinates) {
        List<HdfField> moving = fields.stream().filter(HdfField::moves).toList();
        if (moving.isEmpty()) {
            throw new IllegalArgumentException("none of its fields "
                    + fields.stream().map(HdfField::path).toList()
                    + " evolves in time; name two as data.input and data.output, or the axes by data.axes");
        }
        List<HdfField> inputs = new ArrayList<>(moving);
        fields.stream().filter(field -> !field.moves()).forEach(inputs::add);
        return new HdfLayout(inputs, moving, true, boundary, coordinates);
    }

    int samples() {
        return outputs.getFirst().samples();
    }

    GridSize size() {
        return widest(outputs);
    }

    /** The grid of all fields, of which some may not vary along an axis. */
    private static GridSize widest(List<HdfField> fields) {
        return Collections.max(
                fields.stream().map(HdfField::size).toList(),
                Comparator.comparing(GridSize::axes).thenComparing(GridSize::count));
    }

    /** Channels of an input or an output, of which an evolution has some frames. */
    int channels(boolean output, int frames) {
        int each = evolves && !output ? 1 : evolves ? frames : 0;
        return (output ? outputs : inputs)
                .stream()
                        .mapToInt(field -> field.channels() * (each == 0 ? field.times() : each))
                        .sum();
    }

    /** The grid of the values; lengths that the file does not give are 1. Positions that are unevenly spaced are told. */
    Grid grid(Boundary edge, Consumer<String> note) {
        GridSize size = size();
        int axes = size.line() ? 1 : size.axes();
        List<@Nullable Dataset> along = coordinates.subList(0, axes);
        List<Integer> points = size.points().subList(size.axes() - axes, size.axes());
        List<Integer> there =
                along.stream().map(c -> c == null ? 0 : c.getDimensions()[0]).toList();
        boolean swapped = there.reversed().equals(points) && !there.equals(points);
        double[] lengths = new double[3];
        for (int i = 0; i < axes; i++) {
            lengths[3 - axes + i] = length((swapped ? along.reversed() : along).get(i), points.get(i), edge, note);
        }
        return new Grid(lengths[0], lengths[1], lengths[2], edge);
    }

    private static double length(@Nullable Dataset coordinate, int points, Boundary edge, Consumer<String> note) {
        if (coordinate == null
                || coordinate.getDimensions().length != 1
                || coordinate.getDimensions()[0] < 2) {
            return 1;
        }
        double[] places = HdfArrays.numbers(coordinate.getData(), coordinate.getDimensions()[0]);
        double spacing = Math.abs(places[places.length - 1] - places[0]) / (places.length - 1);
        boolean even = true;
        for (int i = 1; i < places.length; i++) {
            double step = (places[i] - places[i - 1]) * Math.signum(places[places.length - 1] - places[0]);
            if (!(step > 0)) {
                throw new IllegalArgumentException("the positions '" + coordinate.getPath() + "' do not increase");
            }
            even &= Math.abs(step - spacing) <= UNEVEN * spacing;
        }
        if (!even) {
            note.accept("The positions '" + coordinate.getPath()
                    + "' are not evenly spaced; the operator sees a regular grid of the same length.");
        }
        return spacing * (edge == Boundary.PERIODIC ? points : points - 1);
    }

    /** The arrays of some names in a group, null where there is none. */
    static List<@Nullable Dataset> positions(@Nullable Node node, List<String> names) {
        List<@Nullable Dataset> positions = new ArrayList<>();
        for (String name : names) {
            positions.add(node instanceof Group group && group.getChildren().get(name) instanceof Dataset d ? d : null);
        }
        while (positions.size() < 3) {
            positions.add(null);
        }
        return positions;
    }
}
