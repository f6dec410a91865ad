package io.fieldwork.pde.data;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an HDF5 file: its arrays of inputs and outputs.
 *
 * @param inputs of which the first frame is taken
 * @param outputs of which the later frames are taken, or the only one
 * @param boundary condition of the layout
 * @param coordinates positions along height and width, where the file has them
 */
record HdfLayout(
        List<HdfField> inputs, List<HdfField> outputs, Boundary boundary, List<@Nullable Dataset> coordinates) {
    private static final String COEFFICIENT = "nu";
    private static final String SOLUTION = "tensor";

    HdfLayout {
        HdfField first = inputs.getFirst();
        for (HdfField field : outputs) {
            if (field.samples() != first.samples()
                    || field.rows() != first.rows()
                    || field.columns() != first.columns()) {
                throw new IllegalArgumentException("'"
                        + field.datasets().getFirst().getPath() + "' has "
                        + field.samples() + " samples on " + field.rows() + "x" + field.columns() + " but '"
                        + first.datasets().getFirst().getPath() + "' " + first.samples() + " on " + first.rows() + "x"
                        + first.columns());
            }
        }
    }

    /** Whether outputs follow inputs in time. */
    boolean evolves() {
        return inputs.equals(outputs);
    }

    /** Takamoto et al., "PDEBench", 2022: fields [n, t, x(, y)], a coefficient with a solution, or a group with [t, x, y, c] for each sample. */
    static HdfLayout pdebench(Group file, List<String> names) {
        if (names.isEmpty() && file.getChildren().containsKey(COEFFICIENT)) {
            HdfField input = new HdfField(List.of(dataset(file, COEFFICIENT)), true, false, false);
            HdfField output = new HdfField(List.of(dataset(file, SOLUTION)), true, true, false);
            return new HdfLayout(
                    List.of(input),
                    List.of(output),
                    Boundary.DIRICHLET,
                    positions(file, "x-coordinate", "y-coordinate"));
        }
        List<Group> groups = new ArrayList<>();
        for (Node child : file) {
            if (child instanceof Group group && group.getName().matches("\\d+")) {
                groups.add(group);
            }
        }
        List<HdfField> fields = new ArrayList<>();
        if (groups.isEmpty()) {
            for (String name : names.isEmpty() ? List.of(SOLUTION) : names) {
                fields.add(new HdfField(List.of(dataset(file, name)), true, true, false));
            }
            return new HdfLayout(fields, fields, Boundary.PERIODIC, positions(file, "x-coordinate", "y-coordinate"));
        }
        for (String name : names.isEmpty() ? List.of("data") : names) {
            fields.add(new HdfField(
                    groups.stream().map(group -> dataset(group, name)).toList(), false, true, true));
        }
        Node grid = groups.getFirst().getChildren().get("grid");
        return new HdfLayout(fields, fields, Boundary.NEUMANN, positions(grid, "x", "y"));
    }

    /** Ohana et al., "The Well", 2024: scalars [n, t, x(, y)] in {@code t0_fields}, vectors with an axis more in {@code t1_fields}. */
    static HdfLayout well(Group file, List<String> names) {
        List<HdfField> fields = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (String order : List.of("t0_fields", "t1_fields")) {
            if (file.getChildren().get(order) instanceof Group group) {
                for (Node child : group) {
                    known.add(child.getName());
                    if (child instanceof Dataset dataset && (names.isEmpty() || names.contains(child.getName()))) {
                        fields.add(new HdfField(List.of(dataset), true, true, order.startsWith("t1")));
                    }
                }
            }
        }
        if (fields.isEmpty() || !known.containsAll(names)) {
            throw new IllegalArgumentException("its fields are " + known + ", not " + names);
        }
        return new HdfLayout(
                fields, fields, wellBoundary(file), positions(file.getChildren().get("dimensions"), "x", "y"));
    }

    private static Boundary wellBoundary(Group file) {
        boolean periodic = file.getChildren().get("boundary_conditions") instanceof Group;
        if (file.getChildren().get("boundary_conditions") instanceof Group conditions) {
            for (Node condition : conditions) {
                Attribute type = condition.getAttribute("bc_type");
                periodic &= type != null
                        && String.valueOf(type.getData())
                                .toLowerCase(Locale.ROOT)
                                .equals("periodic");
            }
        }
        return periodic ? Boundary.PERIODIC : Boundary.NEUMANN;
    }

    private static Dataset dataset(Group group, String name) {
        if (group.getChildren().get(name) instanceof Dataset dataset) {
            return dataset;
        }
        throw new IllegalArgumentException("it has no array '" + name + "' in '" + group.getPath() + "', only "
                + group.getChildren().keySet());
    }

    private static List<@Nullable Dataset> positions(@Nullable Node node, String... names) {
        List<@Nullable Dataset> positions = new ArrayList<>();
        for (String name : names) {
            positions.add(node instanceof Group group && group.getChildren().get(name) instanceof Dataset d ? d : null);
        }
        return positions;
    }

    /** The grid of the values; lengths that the file does not give are 1. */
    Grid grid(Boundary edge) {
        HdfField field = outputs.getFirst();
        boolean line = field.rows() == 1;
        double height = line ? 0 : length(coordinates.get(0), field.rows(), edge);
        return new Grid(height, length(coordinates.get(line ? 0 : 1), field.columns(), edge), edge);
    }

    private static double length(@Nullable Dataset coordinate, int points, Boundary edge) {
        if (coordinate == null
                || coordinate.getDimensions().length != 1
                || coordinate.getDimensions()[0] < 2) {
            return 1;
        }
        Object values = coordinate.getData();
        double spacing = Array.getDouble(values, 1) - Array.getDouble(values, 0);
        return Math.abs(spacing) * (edge == Boundary.PERIODIC ? points : points - 1);
    }
}
