package io.fieldwork.pde.npz;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.Logging;
import io.fieldwork.fields.tensor.UserError;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The arrays of an HDF5 file by their paths, also of MATLAB 7.3, whose first axis runs fastest. A file with a group for each
 * sample has the arrays of its groups, stacked. Arrays are read whole when they are asked for.
 */
public final class HdfArrays implements ArrayFile {
    /** The highest ratio that the deflate format can reach. */
    private static final long MOST_COMPRESSED = 1032;

    static {
        Logging.quiet();
    }

    private final Path path;
    /** The paths in the file of each array, several where they are stacked. */
    private final Map<String, List<String>> places;

    private HdfArrays(Path path, Map<String, List<String>> places) {
        this.path = path;
        this.places = places;
    }

    static HdfArrays open(Path path) {
        return look(path, "cannot be read", file -> {
            List<Group> groups = groups(file);
            Map<String, List<String>> places = new LinkedHashMap<>();
            if (groups.isEmpty()) {
                collect(file, "", places);
            } else {
                for (Dataset one : datasets(groups.getFirst())) {
                    places.put(
                            one.getName(),
                            groups.stream()
                                    .map(group -> group.getName() + "/" + one.getName())
                                    .toList());
                }
            }
            return new HdfArrays(path, places);
        });
    }

    /** {@return whether the file has nothing but a group for each sample with the same arrays, two or more} */
    public static boolean isGrouped(Path path) {
        return look(path, "cannot be read", file -> !groups(file).isEmpty());
    }

    private static List<Dataset> datasets(Group group) {
        return group.getChildren().values().stream()
                .filter(Dataset.class::isInstance)
                .map(Dataset.class::cast)
                .toList();
    }

    /** A group for each sample in the order of their numbers, or none. */
    private static List<Group> groups(Group file) {
        List<Group> groups = file.getChildren().values().stream()
                .filter(Group.class::isInstance)
                .map(Group.class::cast)
                .sorted(NumberedNames.by(Group::getName))
                .toList();
        List<List<String>> names = groups.stream()
                .map(group -> datasets(group).stream().map(Node::getName).toList())
                .distinct()
                .toList();
        boolean alike = groups.size() == file.getChildren().size()
                && names.size() == 1
                && names.getFirst().size() > 1;
        return alike ? groups : List.of();
    }

    private static void collect(Group group, String before, Map<String, List<String>> places) {
        for (Node node : group) {
            String place = before + node.getName();
            if (node instanceof Dataset) {
                places.put(place, List.of(place));
            } else if (node instanceof Group below && !node.getName().startsWith("#")) {
                collect(below, place + "/", places);
            }
        }
    }

    @Override
    public Set<String> names() {
        return places.keySet();
    }

    @Override
    public Optional<String> stacked() {
        boolean groups = places.values().stream().anyMatch(from -> from.size() > 1);
        return groups ? Optional.of("one a group of " + path) : Optional.empty();
    }

    @Override
    public NpyArray array(String name) {
        List<String> from = places.get(name);
        if (from == null) {
            throw new UserError("The file " + path + " has no array '" + name + "'; it has " + names() + ".");
        }
        return look(
                path,
                "has an array '" + name + "' that cannot be used",
                file -> from.size() == 1
                        ? read(file, from.getFirst())
                        : Stack.of(name, from, place -> read(file, place)));
    }

    private NpyArray read(HdfFile file, String place) {
        Dataset dataset = file.getDatasetByPath(place);
        requireRoom(dataset, file.size());
        NpyArray plain = NpyArray.of(numbers(dataset.getData(), Math.toIntExact(dataset.getSize())), shape(dataset));
        return new NpyArray(plain.shape(), plain.type(), isMatlab(dataset), plain.data());
    }

    /**
     * {@return what a function finds in a file, which is open meanwhile}
     *
     * @param trouble what is said of the file if the function fails, before the reason
     * @throws UserError if the file cannot be read, or the function fails
     */
    public static <T> T look(Path path, String trouble, Function<HdfFile, T> eyes) {
        if (!Files.isRegularFile(path)) {
            throw new UserError("There is no file " + path + ".");
        }
        try (HdfFile file = mapped(path)) {
            return eyes.apply(file);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            String reason = reason(e).replaceAll("\\p{Cntrl}+", " ");
            throw new UserError("The file " + path + " " + trouble + ": " + reason + ".", e);
        }
    }

    /**
     * {@return an open file, mapped} What its headers state is held against its end before anything is allocated. One that is
     * larger than a buffer can be is read by its channel; no buffer of that is larger than the file.
     */
    public static HdfFile mapped(Path path) {
        try (FileChannel channel = FileChannel.open(path)) {
            return channel.size() > Integer.MAX_VALUE
                    ? new HdfFile(path)
                    : HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the message of a failure with that of what lies under it, where it says more, or the way out of a new version} */
    public static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause().getMessage() != null) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof UnsupportedHdfException && deepest.getMessage().contains("version")) {
            return "it has parts of a version of HDF5 that is not known here (" + deepest.getMessage()
                    + "); expected at most that of HDF5 1.14, as h5py.File(..., 'w', libver=('earliest', 'v114')) writes";
        }
        return deepest == e ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + deepest.getMessage() + ")";
    }

    /**
     * Refuses an array of more bytes than what is stored of it can hold, however well it is compressed.
     *
     * @param bytes of the file
     * @throws IllegalArgumentException with a clause that says so
     */
    public static void requireRoom(Dataset dataset, long bytes) {
        long stored = dataset.getStorageInBytes();
        long size = Math.max(dataset.getSizeInBytes(), chunk(dataset));
        if (dataset.getSizeInBytes() < 0 || stored < 0 || stored > bytes || size / MOST_COMPRESSED > stored) {
            throw new IllegalArgumentException("'" + dataset.getPath() + "' is said to have " + size
                    + " bytes, which cannot come from " + stored + " in a file of " + bytes);
        }
    }

    /** Bytes of a chunk, whole even where the array ends within it; 0 for an array without chunks. */
    private static long chunk(Dataset dataset) {
        return dataset instanceof ChunkedDataset chunked
                ? Arrays.stream(chunked.getChunkDimensions())
                        .asLongStream()
                        .reduce(dataset.getDataType().getSize(), Math::multiplyExact)
                : 0;
    }

    /** {@return whether an array was written by MATLAB, whose first axis runs fastest} */
    public static boolean isMatlab(Dataset dataset) {
        return dataset.getAttributes().containsKey("MATLAB_class");
    }

    /** {@return the extents in the order in which the program that wrote them has them} */
    public static int[] shape(Dataset dataset) {
        int[] extents = dataset.getDimensions();
        return isMatlab(dataset)
                ? IntStream.range(0, extents.length)
                        .map(i -> extents[extents.length - 1 - i])
                        .toArray()
                : extents;
    }

    /**
     * {@return the numbers of an array of arrays, in order; those of Python's bool are 0 and 1}
     *
     * @throws IllegalArgumentException if it holds something else, such as complex numbers
     */
    public static DoubleStream numbers(Object array) {
        return switch (array) {
            case Object[] parts -> Arrays.stream(parts).flatMapToDouble(HdfArrays::numbers);
            case double[] values -> Arrays.stream(values);
            case Number value -> DoubleStream.of(value.doubleValue());
            case Boolean value -> DoubleStream.of(value ? 1 : 0);
            case String value
            when value.equals("TRUE") || value.equals("FALSE") -> DoubleStream.of(value.equals("TRUE") ? 1 : 0);
            case Map<?, ?> fields ->
                throw new IllegalArgumentException(
                        "it holds records of " + fields.keySet()
                                + " such as complex numbers; expected numbers, the real and the imaginary part as two components");
            default -> {
                if (!array.getClass().isArray() || array instanceof char[] || array instanceof boolean[]) {
                    throw new IllegalArgumentException("it holds no numbers");
                }
                yield IntStream.range(0, Array.getLength(array)).mapToDouble(i -> Array.getDouble(array, i));
            }
        };
    }

    /** {@return the numbers of an array of arrays, of which there are {@code count}, as {@link #numbers(Object)}} */
    public static double[] numbers(Object array, int count) {
        double[] into = new double[count];
        int[] at = {0};
        numbers(array).forEachOrdered(value -> into[at[0]++] = value);
        return into;
    }
}
