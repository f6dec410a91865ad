package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.npz.HdfArrays;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The recipe that copies samples from an HDF5 file, so that training maps plain arrays whatever the file's own chunks
 * and compression.
 *
 * @param path of the file
 * @param bytes its size
 * @param modified time of its last change, milliseconds
 * @param choice of arrays
 * @param frames number of frames after the first of an evolution
 */
record Hdf5Recipe(String path, long bytes, long modified, HdfChoice choice, int frames) implements Recipe {
    /** A file as it is now. */
    static Hdf5Recipe of(String path, HdfChoice choice, int frames) {
        try {
            Path file = Path.of(path).toAbsolutePath();
            UserError.require(!Files.isDirectory(file), "data.path", path + ", a folder", "an HDF5 file");
            long modified = Files.getLastModifiedTime(file).toMillis();
            return new Hdf5Recipe(file.toString(), Files.size(file), modified, choice, frames);
        } catch (IOException e) {
            throw new UserError("The file " + path + " cannot be read (" + UserError.reason(e) + ").", e);
        }
    }

    /** Opens the file for the duration of a function; its arrays are read on access. */
    <T> T look(Function<HdfLayout, T> eyes) {
        return look(line -> {}, eyes);
    }

    /** As the other one, and tells what was guessed. */
    <T> T look(Consumer<String> note, Function<HdfLayout, T> eyes) {
        return HdfArrays.look(
                Path.of(path), "cannot be used" + choice.expectation(), file -> eyes.apply(layout(file, note)));
    }

    private HdfLayout layout(HdfFile file, Consumer<String> note) {
        HdfLayout found = new HdfFormats(path, choice, note).of(file);
        Stream.of(found.inputs(), found.outputs())
                .flatMap(List::stream)
                .flatMap(field -> field.datasets().stream())
                .forEach(dataset -> HdfArrays.requireRoom(dataset, bytes));
        found.coordinates().stream().filter(Objects::nonNull).forEach(dataset -> HdfArrays.requireRoom(dataset, bytes));
        return found;
    }

    @Override
    public String source() {
        return "the file " + path;
    }

    @Override
    public Format format() {
        return look(file ->
                new Format("hdf5", file.grid(file.boundary(), line -> {}), shape(file, false), shape(file, true)));
    }

    private int[] shape(HdfLayout file, boolean output) {
        return file.size().field(file.channels(output, frames));
    }

    @Override
    public Maker maker() {
        HdfFile open = HdfArrays.mapped(Path.of(path));
        HdfLayout file = layout(open, line -> {});
        return new Maker() {
            @Override
            public void make(int sample, float[] input, float[] output) {
                try {
                    read(file, file.inputs(), sample, file.evolves() ? 0 : -1, input, 0);
                    int at = 0;
                    for (int frame = file.evolves() ? 1 : -1; at < output.length; frame++) {
                        at = read(file, file.outputs(), sample, frame, output, at);
                    }
                } catch (RuntimeException e) {
                    throw new UserError(
                            "Sample " + sample + " of the file " + path + " cannot be read: " + HdfArrays.reason(e)
                                    + ".",
                            e);
                }
            }

            @Override
            public void close() {
                open.close();
            }
        };
    }

    private static int read(HdfLayout file, List<HdfField> fields, int sample, int time, float[] into, int offset) {
        int at = offset;
        for (HdfField field : fields) {
            at = field.read(sample, time, file.size(), into, at);
        }
        return at;
    }
}
