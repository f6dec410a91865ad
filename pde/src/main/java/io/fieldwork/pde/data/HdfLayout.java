package io.fieldwork.pde.data;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an HDF5 file: its arrays of inputs and outputs.
 *
 * @param inputs of which the first frame is taken, then those that do not move; of pairs everything
 * @param outputs of which the later frames are taken, or of pairs everything
 * @param evolves whether outputs follow inputs in time
 * @param boundary condition of the layout
 * @param coordinates positions along rows and columns, where the file has them
 */
record HdfLayout(
        List<HdfField> inputs,
        List<HdfField> outputs,
        boolean evolves,
        Boundary boundary,
        List<@Nullable Dataset> coordinates) {
    HdfLayout {
        HdfField first = outputs.getFirst();
        for (HdfField field : inputs) {
            boolean samples = field.samples() == first.samples()
                    || field.joined() && !field.axes().has('n');
            boolean rows = field.rows() == first.rows() || !field.axes().has('h');
            boolean columns =
                    field.columns() == first.columns() || !field.axes().has('w');
            if (!samples || !rows || !columns) {
                throw new IllegalArgumentException("'" + first.path() + "' has " + first.samples() + " samples on "
                        + first.rows() + "x" + first.columns() + " but '" + field.path() + "' " + field.samples()
                        + " on " + field.rows() + "x" + field.columns());
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

    int rows() {
        return outputs.getFirst().rows();
    }

    int columns() {
        return outputs.getFirst().columns();
    }

    /** Channels of an input or an output, of which an evolution has some frames. */
    int channels(boolean output, int frames) {
        int each = evolves && !output ? 1 : evolves ? frames : 0;
        return (output ? outputs : inputs)
                .stream()
                        .mapToInt(field -> field.channels() * (each == 0 ? field.times() : each))
                        .sum();
    }

    /** The grid of the values; lengths that the file does not give are 1. */
    Grid grid(Boundary edge) {
        boolean line = rows() == 1;
        int first = length(coordinates.get(0)) == columns() && length(coordinates.get(1)) == rows() ? 1 : 0;
        boolean swapped = !line && first == 1 && rows() != columns();
        Dataset high = coordinates.get(swapped ? 1 : 0);
        Dataset wide = coordinates.get(line || swapped ? 0 : 1);
        return new Grid(line ? 0 : length(high, rows(), edge), length(wide, columns(), edge), edge);
    }

    private static int length(@Nullable Dataset coordinate) {
        return coordinate == null ? 0 : coordinate.getDimensions()[0];
    }

    private static double length(@Nullable Dataset coordinate, int points, Boundary edge) {
        if (coordinate == null
                || coordinate.getDimensions().length != 1
                || coordinate.getDimensions()[0] < 2) {
            return 1;
        }
        Object values = coordinate.getData();
        double spacing = Array.getDouble(values, 1) - Array.getDouble(values, 0);
        if (!(Math.abs(spacing) > 0)) {
            throw new IllegalArgumentException("the positions '" + coordinate.getPath() + "' do not increase");
        }
        return Math.abs(spacing) * (edge == Boundary.PERIODIC ? points : points - 1);
    }

    /** The arrays of some names in a group, null where there is none. */
    static List<@Nullable Dataset> positions(@Nullable Node node, List<String> names) {
        List<@Nullable Dataset> positions = new ArrayList<>();
        for (String name : names) {
            positions.add(node instanceof Group group && group.getChildren().get(name) instanceof Dataset d ? d : null);
        }
        while (positions.size() < 2) {
            positions.add(null);
        }
        return positions;
    }
}
