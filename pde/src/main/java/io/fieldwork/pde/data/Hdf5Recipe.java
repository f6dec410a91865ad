package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The recipe that copies samples from an HDF5 file, so that training maps plain arrays whatever the file's own chunks
 * and compression.
 *
 * @param path of the file
 * @param bytes its size
 * @param modified time of its last change, milliseconds
 * @param layout {@code pdebench} or {@code well}
 * @param fields names of arrays, or none for the layout's own
 * @param frames number of frames after the first of an evolution
 */
record Hdf5Recipe(String path, long bytes, long modified, String layout, List<String> fields, int frames)
        implements Recipe {
    /** A file as it is now. */
    static Hdf5Recipe of(String path, String layout, List<String> fields, int frames) {
        try {
            Path file = Path.of(path).toAbsolutePath();
            long modified = Files.getLastModifiedTime(file).toMillis();
            return new Hdf5Recipe(file.toString(), Files.size(file), modified, layout, fields, frames);
        } catch (IOException e) {
            throw new UserError("The file " + path + " cannot be read (" + e + ").", e);
        }
    }

    /** Opens the file for the duration of a function; its arrays are read on access. */
    <T> T look(Function<HdfLayout, T> eyes) {
        try (HdfFile file = new HdfFile(Path.of(path))) {
            return eyes.apply(layout(file));
        } catch (HdfException | IllegalArgumentException e) {
            throw new UserError("The file " + path + " cannot be used as " + layout + ": " + e.getMessage() + ".", e);
        }
    }

    @Override
    public Format format() {
        return look(file -> new Format(
                "hdf5",
                file.grid(file.boundary()),
                shape(file.inputs(), 1),
                shape(file.outputs(), file.evolves() ? frames : 1)));
    }

    private static int[] shape(List<HdfField> fields, int frames) {
        HdfField first = fields.getFirst();
        int channels = fields.stream().mapToInt(HdfField::channels).sum();
        return new int[] {frames * channels, first.rows(), first.columns()};
    }

    @Override
    public Maker maker() {
        HdfFile open = new HdfFile(Path.of(path));
        HdfLayout file = layout(open);
        return new Maker() {
            @Override
            public void make(int sample, float[] input, float[] output) {
                try {
                    read(file.inputs(), sample, 0, input, 0);
                    int at = 0;
                    for (int frame = file.evolves() ? 1 : 0; at < output.length; frame++) {
                        at = read(file.outputs(), sample, frame, output, at);
                    }
                } catch (HdfException | IllegalArgumentException e) {
                    throw new UserError(
                            "Sample " + sample + " of the file " + path + " cannot be read: " + e.getMessage() + ".",
                            e);
                }
            }

            @Override
            public void close() {
                open.close();
            }
        };
    }

    private HdfLayout layout(HdfFile file) {
        return layout.equals("well") ? HdfLayout.well(file, fields) : HdfLayout.pdebench(file, fields);
    }

    private static int read(List<HdfField> fields, int sample, int time, float[] into, int offset) {
        int at = offset;
        for (HdfField field : fields) {
            at = field.read(sample, time, into, at);
        }
        return at;
    }
}
