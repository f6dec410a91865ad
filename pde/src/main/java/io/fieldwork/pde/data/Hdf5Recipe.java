package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
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
    /** The highest ratio that the deflate format can reach. */
    private static final long MOST_COMPRESSED = 1032;

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
        try (HdfFile file = open()) {
            return eyes.apply(layout(file, note));
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            String reason = cause(e).replaceAll("\\p{Cntrl}+", " ");
            throw new UserError("The file " + path + " cannot be used as " + choice.layout() + ": " + reason + ".", e);
        }
    }

    /**
     * The file where it is mapped: what its headers state is held against its end before anything is allocated. One that
     * is larger than a buffer can be is read by its channel; no buffer of that is larger than the file.
     */
    private HdfFile open() {
        if (bytes > Integer.MAX_VALUE) {
            return new HdfFile(Path.of(path));
        }
        try (FileChannel channel = FileChannel.open(Path.of(path))) {
            return HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies under a failure, where it says more. */
    private static String cause(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause().getMessage() != null) {
            deepest = deepest.getCause();
        }
        return deepest == e ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + deepest.getMessage() + ")";
    }

    private HdfLayout layout(HdfFile file, Consumer<String> note) {
        HdfLayout found = new HdfFormats(path, choice, note).of(file);
        Stream.of(found.inputs(), found.outputs())
                .flatMap(List::stream)
                .flatMap(field -> field.datasets().stream())
                .forEach(this::requireRoom);
        found.coordinates().stream().filter(Objects::nonNull).forEach(this::requireRoom);
        return found;
    }

    @Override
    public String source() {
        return "the file " + path;
    }

    @Override
    public Format format() {
        return look(file -> new Format("hdf5", file.grid(file.boundary()), shape(file, false), shape(file, true)));
    }

    private int[] shape(HdfLayout file, boolean output) {
        return new int[] {file.channels(output, frames), file.rows(), file.columns()};
    }

    @Override
    public Maker maker() {
        HdfFile open = open();
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
                            "Sample " + sample + " of the file " + path + " cannot be read: " + cause(e) + ".", e);
                }
            }

            @Override
            public void close() {
                open.close();
            }
        };
    }

    /** Refuses an array of more bytes than what is stored of it can hold, however well it is compressed. */
    private void requireRoom(Dataset dataset) {
        long size = dataset.getSizeInBytes();
        long stored = dataset.getStorageInBytes();
        if (size < 0 || stored < 0 || stored > bytes || size / MOST_COMPRESSED > stored) {
            throw new IllegalArgumentException("'" + dataset.getPath() + "' is said to have " + size
                    + " bytes, which cannot come from " + stored + " in a file of " + bytes);
        }
    }

    private static int read(HdfLayout file, List<HdfField> fields, int sample, int time, float[] into, int offset) {
        int at = offset;
        for (HdfField field : fields) {
            at = field.read(sample, time, file.rows(), file.columns(), into, at);
        }
        return at;
    }
}
