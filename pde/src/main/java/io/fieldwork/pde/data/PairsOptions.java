package io.fieldwork.pde.data;

import static io.fieldwork.pde.data.DataOptions.require;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.npz.ArrayFile;
import io.fieldwork.pde.npz.HdfArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of fields as two arrays of a file; {@code data.type: pairs} (also {@code npz}, {@code matlab}). The file is a NumPy
 * archive, a folder of NPY files, a MATLAB file or HDF5, which its first bytes tell; or a folder with one of these, or
 * an HDF5 file with a group, for each sample. Numbers may be of any type and byte order, the first or the last axis may run fastest. Where the arrays leave a choice of their axes, the usual one is taken
 * and told, or the file is refused. Training takes the first samples, then comes validation; the test takes the last ones.
 *
 * @param path of the file or folder
 * @param testPath of another file or folder with the test samples; null, the default, for those at the end of the first
 * @param input name of the array of inputs, or with {@code [0]} behind it of its first component; null, the default, for
 * {@code input}, or the first of a pair with well-known names such as {@code coeff}, {@code sol}
 * @param output name of the array of outputs, like {@code input}
 * @param axes of both arrays, one letter each ({@code n} samples, {@code t} times, {@code c} components, {@code d} layers of
 * space, {@code h} rows, {@code w} columns, {@code 1} for none), such as {@code nhwc}, or {@code nhw,nhwc} for inputs and
 * outputs; null, the default, for those that follow from the arrays
 * @param stride stride of the grid points used; default 1
 * @param boundary {@code dirichlet} (default), {@code neumann} or {@code periodic}
 * @param depth of the domain, see {@link Grid}; default 1
 * @param height of the domain; default 1
 * @param width of the domain; default 1
 * @param train training samples; null, the default, for all others
 * @param validation validation samples; null, the default, for a tenth of all
 * @param test test samples; null, the default, for a tenth of all, or all of {@code testPath}
 */
@Buildable
public record PairsOptions(
        String path,
        @Nullable String testPath,
        @Nullable String input,
        @Nullable String output,
        @Nullable String axes,
        @Nullable Integer stride,
        @Nullable String boundary,
        @Nullable Double depth,
        @Nullable Double height,
        @Nullable Double width,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test)
        implements DataOptions {
    /** Fills in defaults and rejects values outside their range. */
    public PairsOptions {
        if (path == null || path.isBlank()) {
            throw new UserError("data.path is missing: it names the file.");
        }
        stride = stride == null ? 1 : stride;
        boundary = boundary == null ? Boundary.DIRICHLET.toString() : boundary;
        depth = depth == null ? 1 : depth;
        height = height == null ? 1 : height;
        width = width == null ? 1 : width;
        Boundary.of("data.boundary", boundary);
        if (axes != null) {
            Axes.parse(axes);
        }
        require(stride >= 1, "stride", stride, "1 or more");
        require(depth > 0 && depth < 1e9, "depth", depth, "a positive length");
        require(height > 0 && height < 1e9, "height", height, "a positive length");
        require(width > 0 && width < 1e9, "width", width, "a positive length");
        DataOptions.requireCounts(train, validation, test);
    }

    /** Maps the file, of which nothing is cached; samples of HDF5 are copied into the cache. */
    @Override
    public DataSplits open(Path cache, ProgressListener progress) {
        if (testPath != null) {
            PairsOptionsBuilder own = PairsOptionsBuilder.builder(this).testPath(null);
            DataSplits known = own.test(0).build().open(cache, progress);
            own.path(testPath).train(null).validation(0);
            return known.testedOn(own.build().open(cache, progress), test);
        }
        Path file = Path.of(path);
        if (ArrayFile.isHdf5(file) && !HdfArrays.isGrouped(file)) {
            require(
                    depth == 1 && height == 1 && width == 1,
                    "depth, height and width",
                    depth + ", " + height + " and " + width,
                    "none of them: the lengths of an HDF5 file are those of its coordinates, or 1");
            return new Hdf5Options(
                            path,
                            null,
                            null,
                            null,
                            input,
                            output,
                            axes,
                            null,
                            stride,
                            boundary,
                            train,
                            validation,
                            test)
                    .open(cache, progress);
        }
        Shard shard = shard(file, ArrayFile.open(file), progress);
        Grid grid = Grid.of(shard.outputs().size(), depth, height, width, Boundary.of("data.boundary", boundary));
        String name = String.valueOf(file.getFileName());
        DataSet all = DataSet.of(name, () -> content(file, shard), List.of(shard), grid);
        return DataSplits.of(path, all.strided(stride), train, validation, test, progress::note);
    }

    private static NpyArray numbers(Path file, ArrayFile arrays, String name) {
        return Shard.numbers(file, arrays.array(name), name);
    }

    private Shard shard(Path file, ArrayFile arrays, ProgressListener progress) {
        PairNames names = PairNames.of(path, arrays.names(), input, output, false, progress::note);
        NpyArray in = numbers(file, arrays, names.input().array());
        NpyArray out = numbers(file, arrays, names.output().array());
        arrays.stacked().ifPresent(how -> progress.note("Read as: " + in.shape()[0] + " samples, " + how + "."));
        Coordinates coordinates = new Coordinates();
        for (String name : arrays.names()) {
            if (Coordinates.isOne(name)
                    && !name.equals(names.input().array())
                    && !name.equals(names.output().array())) {
                coordinates.add(name, arrays.array(name).shape());
            }
        }
        PairAxes found = PairAxes.of(
                path,
                axes == null || arrays.stacked().isEmpty() ? axes : stacked(axes),
                Map.entry(names.input().array(), in.shape()),
                Map.entry(names.output().array(), out.shape()),
                coordinates,
                progress::note);
        return new Shard(
                file,
                new FieldArray(
                        names.input().array(), in, found.input(), names.input().component()),
                new FieldArray(
                        names.output().array(),
                        out,
                        found.output(),
                        names.output().component()));
    }

    /** Axes with those of samples, which the arrays of single samples do not have. */
    private static String stacked(String axes) {
        return Axes.parse(axes).stream()
                .map(word -> word.has('n') ? word.letters() : "n" + word.letters())
                .collect(Collectors.joining(","));
    }

    private static String content(Path file, Shard shard) {
        return digest(file)
                + shard.inputs()
                + shard.outputs()
                + shard.inputs().component()
                + shard.outputs().component()
                + shard.inputs().axes()
                + shard.outputs().axes();
    }

    /** The digest of a file, or of all files in a folder. */
    private static String digest(Path file) {
        if (!Files.isDirectory(file)) {
            return Digest.of(file);
        }
        try (Stream<Path> files = Files.walk(file, 2)) {
            return files.filter(Files::isRegularFile).sorted().map(Digest::of).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UserError("The folder " + file + " cannot be read (" + e + ").", e);
        }
    }
}
