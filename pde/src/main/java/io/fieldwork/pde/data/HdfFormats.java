package io.fieldwork.pde.data;

import io.fieldwork.pde.npz.HdfArrays;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The formats of HDF5 files that are known.
 *
 * @param path of the file, in errors
 * @param options names of arrays and their axes
 * @param note told of what was guessed
 */
record HdfFormats(String path, HdfChoice options, Consumer<String> note) {
    private static final String COEFFICIENT = "nu";
    private static final String SOLUTION = "tensor";
    private static final int ORDERS = 3;

    /** The layout of a file. */
    HdfLayout of(Group file) {
        if (options.layout().equals("well")) {
            return well(file, options.fields());
        }
        boolean matlab = file.getChildren().values().stream()
                .anyMatch(node -> node instanceof Dataset dataset && HdfArrays.isMatlab(dataset));
        if (options.pairs() || options.fields().isEmpty() && (matlab || !isPdebench(file))) {
            return pairs(file);
        }
        return pdebench(file, options.fields());
    }

    /** Whether there is a solution of PDEBench, or a numbered group. */
    private static boolean isPdebench(Group file) {
        return file.getChildren().values().stream()
                .anyMatch(node -> node instanceof Group group
                        ? group.getName().matches("\\d+")
                        : node.getName().equals(SOLUTION));
    }

    /** Two arrays, as in the data of the FNO papers and in those of users. */
    private HdfLayout pairs(Group file) {
        Set<String> known = file.getChildren().values().stream()
                .filter(node -> node instanceof Dataset)
                .map(Node::getName)
                .collect(Collectors.toSet());
        PairNames names = PairNames.of(path, known, options.input(), options.output(), true, note);
        Dataset input = dataset(file, names.input().array());
        Dataset output = dataset(file, names.output().array());
        PairAxes axes = PairAxes.of(
                path,
                options.axes(),
                Map.entry(input.getName(), HdfArrays.shape(input)),
                Map.entry(output.getName(), HdfArrays.shape(output)),
                coordinates(file, names),
                note);
        return new HdfLayout(
                List.of(new HdfField(
                        List.of(input), true, axes.input(), names.input().component())),
                List.of(new HdfField(
                        List.of(output), true, axes.output(), names.output().component())),
                false,
                Boundary.DIRICHLET,
                positions(file));
    }

    private static Coordinates coordinates(Group file, @Nullable PairNames but) {
        Coordinates coordinates = new Coordinates();
        for (Node node : file) {
            boolean used = but != null
                    && (node.getName().equals(but.input().array())
                            || node.getName().equals(but.output().array()));
            if (node instanceof Dataset dataset && !used) {
                coordinates.add(node.getName(), HdfArrays.shape(dataset));
            }
        }
        return coordinates;
    }

    private static List<@Nullable Dataset> positions(Group file) {
        return HdfLayout.positions(file, List.of("x-coordinate", "y-coordinate", "z-coordinate"));
    }

    /** Takamoto et al., "PDEBench", 2022: fields [n, t, x(, y, z)], a coefficient with a solution, or a group with [t, x(, y, z), c] for each sample. */
    private HdfLayout pdebench(Group file, List<String> names) {
        if (names.isEmpty()
                && file.getChildren().get(COEFFICIENT) instanceof Dataset coefficient
                && coefficient.getDimensions().length == 3) {
            HdfField input = new HdfField(List.of(coefficient), true, new Axes("nhw"), -1);
            Dataset solution = dataset(file, SOLUTION);
            Axes axes = new Axes(solution.getDimensions().length == 3 ? "nhw" : "nthw");
            HdfField output = new HdfField(List.of(solution), true, fitting(solution, axes), -1);
            return new HdfLayout(List.of(input), List.of(output), false, Boundary.DIRICHLET, positions(file));
        }
        List<Group> groups = new ArrayList<>();
        for (Node child : file) {
            if (child instanceof Group group && group.getName().matches("\\d+")) {
                groups.add(group);
            }
        }
        if (!groups.isEmpty()) {
            return numbered(groups, names.isEmpty() ? List.of("data") : names);
        }
        EvolutionAxes axes = new EvolutionAxes(path, options.axes(), coordinates(file, null), note);
        List<HdfField> fields = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of(SOLUTION) : names) {
            FieldName field = FieldName.of(name);
            Dataset dataset = dataset(file, field.array());
            Axes own = axes.of(field.array(), HdfArrays.shape(dataset), HdfArrays.isMatlab(dataset));
            fields.add(new HdfField(List.of(dataset), true, own, field.component()));
        }
        return HdfLayout.evolution(fields, Boundary.PERIODIC, positions(file));
    }

    private static HdfLayout numbered(List<Group> groups, List<String> names) {
        List<HdfField> fields = new ArrayList<>();
        for (String name : names) {
            FieldName field = FieldName.of(name);
            List<Dataset> datasets =
                    groups.stream().map(group -> dataset(group, field.array())).toList();
            String axes = switch (datasets.getFirst().getDimensions().length) {
                case 3 -> "twc";
                case 5 -> "tdhwc";
                default -> "thwc";
            };
            fields.add(new HdfField(datasets, false, fitting(datasets.getFirst(), new Axes(axes)), field.component()));
        }
        Node grid = groups.getFirst().getChildren().get("grid");
        return HdfLayout.evolution(fields, Boundary.NEUMANN, HdfLayout.positions(grid, List.of("x", "y", "z")));
    }

    /** Ohana et al., "The Well", 2024: scalars [n, t, x(, y, z)], vectors and tensors with one and two axes more; axes along which a field does not vary are not there. */
    private static HdfLayout well(Group file, List<String> names) {
        List<FieldName> wanted = names.stream().map(FieldName::of).toList();
        List<String> known = new ArrayList<>();
        List<HdfField> fields = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            if (file.getChildren().get("t" + order + "_fields") instanceof Group group) {
                for (Node child : group) {
                    known.add(child.getName());
                    if (child instanceof Dataset dataset) {
                        fields.addAll(wellField(file, dataset, order, wanted));
                    }
                }
            }
        }
        if (fields.isEmpty()
                || !known.containsAll(wanted.stream().map(FieldName::array).toList())) {
            throw new IllegalArgumentException("its fields are " + known + ", not " + names);
        }
        Node dimensions = file.getChildren().get("dimensions");
        return HdfLayout.evolution(fields, wellBoundary(file), HdfLayout.positions(dimensions, spatial(dimensions)));
    }

    /** The names of the coordinates in space. */
    private static List<String> spatial(@Nullable Node dimensions) {
        Attribute names = dimensions == null ? null : dimensions.getAttribute("spatial_dims");
        return names != null && names.getData() instanceof String[] words ? List.of(words) : List.of("x", "y", "z");
    }

    /** One dataset as it is wanted: whole, in some of its components, or not at all. */
    private static List<HdfField> wellField(Group file, Dataset dataset, int order, List<FieldName> wanted) {
        if (wanted.isEmpty()) {
            return List.of(new HdfField(List.of(dataset), true, wellAxes(file, dataset, order), -1));
        }
        return wanted.stream()
                .filter(name -> name.array().equals(dataset.getName()))
                .map(name -> new HdfField(List.of(dataset), true, wellAxes(file, dataset, order), name.component()))
                .toList();
    }

    private static Axes wellAxes(Group file, Dataset dataset, int order) {
        Attribute said = file.getAttribute("n_spatial_dims");
        int rank = dataset.getDimensions().length;
        boolean samples = holds(dataset, "sample_varying", 0);
        boolean times = holds(dataset, "time_varying", 0);
        int space = said == null
                ? rank - order - (samples ? 1 : 0) - (times ? 1 : 0)
                : ((Number) scalar(said.getData())).intValue();
        if (space < 1 || space > 3) {
            throw new IllegalArgumentException(
                    "'" + dataset.getPath() + "' has " + space + " dimensions of space; expected one to three");
        }
        String letters = (samples ? "n" : "") + (times ? "t" : "");
        for (int axis = 0; axis < space; axis++) {
            if (holds(dataset, "dim_varying", axis)) {
                letters += "dhw".charAt(3 - space + axis);
            }
        }
        if (rank - letters.length() != order) {
            throw new IllegalArgumentException("'" + dataset.getPath() + "' has " + rank + " axes; expected "
                    + (letters.length() + order) + ", as its attributes say");
        }
        return new Axes(letters + "ck".substring(0, order));
    }

    /** Whether an attribute, or an entry of it, says so, which is taken for granted without it. */
    private static boolean holds(Dataset dataset, String name, int index) {
        Attribute attribute = dataset.getAttribute(name);
        if (attribute == null) {
            return true;
        }
        Object data = attribute.getData();
        Object value = data.getClass().isArray() ? Array.get(data, Math.min(index, Array.getLength(data) - 1)) : data;
        return value instanceof Number number
                ? number.intValue() != 0
                : String.valueOf(value).equalsIgnoreCase("true");
    }

    private static Object scalar(Object data) {
        return data.getClass().isArray() ? Array.get(data, 0) : data;
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

    private static Axes fitting(Dataset dataset, Axes axes) {
        if (!axes.fits(dataset.getDimensions())) {
            throw new IllegalArgumentException("'" + dataset.getPath() + "' has " + dataset.getDimensions().length
                    + " axes; expected " + axes.letters().length() + " on a line, a plane or in space");
        }
        return axes;
    }

    private static Dataset dataset(Group group, String name) {
        if (group.getChildren().get(name) instanceof Dataset dataset) {
            return dataset;
        }
        throw new IllegalArgumentException("it has no array '" + name + "' in '" + group.getPath() + "', only "
                + group.getChildren().keySet());
    }
}
