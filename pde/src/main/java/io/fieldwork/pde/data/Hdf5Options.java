package io.fieldwork.pde.data;

import static io.fieldwork.pde.data.DataOptions.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.npz.ArrayFile;
import io.fieldwork.pde.npz.HdfArrays;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an HDF5 file, also of MATLAB 7.3; {@code data.type: hdf5}. Two layouts are known. That of PDEBench: a
 * coefficient {@code nu} [n, x, y] with its solution {@code tensor} [n, 1, x, y]; evolutions {@code tensor}, or the named
 * fields, [n, t, x], [n, t, x, y] or [n, t, x, y, components]; or a numbered group for each sample with {@code data}
 * [t, x, y, channels]. The coordinates of the file must agree; where it has none, the order that was taken is told, and what
 * does not look like it is refused. That of The Well: {@code t0_fields}, {@code t1_fields} and {@code t2_fields} with the
 * axes that their attributes tell. Or two arrays, {@code input} and {@code output}. Of an evolution the first frame is the
 * input, with the fields that do not evolve; the channels of the output are the later frames, each with all fields that do.
 * Training takes the first samples, then comes validation; the test takes the last ones.
 *
 * @param path of the file
 * @param testPath of another file with the test samples; null, the default, for those at the end of the first
 * @param layout {@code pdebench} (default) or {@code well}
 * @param fields names of arrays, with {@code [0]} behind one for its first component; default the layout's own
 * @param input name of the array of inputs of pairs; null, the default, for an evolution
 * @param output name of the array of outputs of pairs
 * @param axes of the arrays, see {@link PairsOptions}, such as {@code nthw} or {@code nthwc}; null, the default, for those
 * that the file tells
 * @param frames number of frames after the first; null, the default, for all
 * @param stride stride of the grid points used; default 1
 * @param boundary {@code dirichlet}, {@code neumann} or {@code periodic}; null, the default, for that of The Well's
 * file, else dirichlet for a coefficient with its solution, neumann for numbered groups and periodic for other
 * evolutions
 * @param train training samples; null, the default, for all others
 * @param validation validation samples; null, the default, for a tenth of all
 * @param test test samples; null, the default, for a tenth of all, or all of {@code testPath}
 */
@Buildable
public record Hdf5Options(
        String path,
        @Nullable String testPath,
        @Nullable String layout,
        @Nullable List<String> fields,
        @Nullable String input,
        @Nullable String output,
        @Nullable String axes,
        @Nullable Integer frames,
        @Nullable Integer stride,
        @Nullable String boundary,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test)
        implements DataOptions {
    /** Fills in defaults and rejects values outside their range. */
    public Hdf5Options {
        if (path == null || path.isBlank()) {
            throw new UserError("data.path is missing: it names the file.");
        }
        layout = layout == null ? "pdebench" : layout;
        fields = fields == null ? List.of() : List.copyOf(fields);
        stride = stride == null ? 1 : stride;
        require(List.of("pdebench", "well").contains(layout), "layout", layout, "pdebench or well");
        require(frames == null || frames >= 1, "frames", frames, "1 or more");
        require(stride >= 1, "stride", stride, "1 or more");
        if (axes != null) {
            Axes.parse(axes);
        }
        if (boundary != null) {
            Boundary.of("data.boundary", boundary);
        }
        DataOptions.requireCounts(train, validation, test);
    }

    /** Copies the samples into the cache, where they are mapped. */
    @Override
    public DataSplits open(Path cache, ProgressListener progress) {
        if (testPath != null) {
            Hdf5OptionsBuilder own = Hdf5OptionsBuilder.builder(this).testPath(null);
            DataSplits known = own.test(0).build().open(cache, progress);
            own.path(testPath).train(null).validation(0);
            return known.testedOn(own.build().open(cache, progress), test);
        }
        Path file = Path.of(path);
        if (fields.isEmpty() && (ArrayFile.isMatlab(file) || ArrayFile.isHdf5(file) && HdfArrays.isGrouped(file))) {
            return PairsOptionsBuilder.builder()
                    .path(path)
                    .input(input)
                    .output(output)
                    .axes(axes)
                    .stride(stride)
                    .boundary(boundary)
                    .train(train)
                    .validation(validation)
                    .test(test)
                    .build()
                    .open(cache, progress);
        }
        HdfChoice choice = new HdfChoice(layout, fields, input, output, axes);
        Hdf5Recipe all = Hdf5Recipe.of(path, choice, 1);
        int samples = all.look(progress::note, HdfLayout::samples);
        Hdf5Recipe recipe = all.look(found -> Hdf5Recipe.of(path, choice, frames(found)));
        Grid grid = recipe.look(found -> found.grid(
                boundary == null ? found.boundary() : Boundary.of("data.boundary", boundary), progress::note));
        String name = String.valueOf(file.getFileName());
        Generation copy = new Generation(recipe, cache, progress);
        copy.make(samples);
        return DataSplits.of(
                path, copy.dataSet(name, grid, samples).strided(stride), train, validation, test, progress::note);
    }

    private int frames(HdfLayout file) {
        int later = file.outputs().stream().mapToInt(HdfField::times).min().orElse(1) - 1;
        require(
                !file.evolves() || later >= (frames == null ? 1 : frames),
                "frames",
                frames == null ? 1 : frames,
                "at most the " + later + " frames after the first of the file " + path);
        return file.evolves() ? frames == null ? later : frames : 1;
    }
}
