package io.fieldwork.pde.data;

import static io.fieldwork.pde.data.DataOptions.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of fields in a NumPy archive; {@code data.type: npz}. The two arrays are numbers as [samples, channels, height,
 * width], [samples, height, width] or [samples, points]. Training takes the first samples, then comes validation; the
 * test takes the last ones.
 *
 * @param path of the file
 * @param input name of the array of inputs; default {@code input}
 * @param output name of the array of outputs; default {@code output}
 * @param stride stride of the grid points used; default 1
 * @param boundary {@code dirichlet} (default), {@code neumann} or {@code periodic}
 * @param height of the domain, see {@link Grid}; default 1
 * @param width of the domain; default 1
 * @param train training samples; null, the default, for all others
 * @param validation validation samples; null, the default, for a tenth of all
 * @param test test samples; null, the default, for a tenth of all
 */
@Buildable
public record NpzOptions(
        String path,
        @Nullable String input,
        @Nullable String output,
        @Nullable Integer stride,
        @Nullable String boundary,
        @Nullable Double height,
        @Nullable Double width,
        @Nullable Integer train,
        @Nullable Integer validation,
        @Nullable Integer test)
        implements DataOptions {
    /** Fills in defaults and rejects values outside their range. */
    public NpzOptions {
        if (path == null || path.isBlank()) {
            throw new UserError("data.path is missing: it names the file.");
        }
        input = input == null ? Shard.INPUT : input;
        output = output == null ? Shard.OUTPUT : output;
        stride = stride == null ? 1 : stride;
        boundary = boundary == null ? Boundary.DIRICHLET.toString() : boundary;
        height = height == null ? 1 : height;
        width = width == null ? 1 : width;
        Boundary.of("data.boundary", boundary);
        require(stride >= 1, "stride", stride, "1 or more");
        require(height > 0 && height < 1e9, "height", height, "a positive length");
        require(width > 0 && width < 1e9, "width", width, "a positive length");
        DataOptions.requireCounts(train, validation, test);
    }

    /** Maps the file; nothing is cached. */
    @Override
    public DataSplits open(Path cache, ProgressListener progress) {
        Path file = Path.of(path);
        Shard shard = Shard.open(file, input, output);
        double lines = shard.outputShape()[1] == 1 ? 0 : height;
        Grid grid = new Grid(lines, width, Boundary.of("data.boundary", boundary));
        String name = String.valueOf(file.getFileName());
        DataSet all = DataSet.of(name, () -> Digest.of(file) + input + output, List.of(shard), grid);
        DataSplits splits = DataSplits.of(path, all.strided(stride), train, validation, test);
        splits.requireFinite();
        return splits;
    }
}
