package io.fieldwork.pde.closure.data;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.npz.ArrayFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Recorded runs of files that are there: NPZ files of {@link Recording}, or HDF5 files of The Well, which are copied into the cache. */
final class RecordedFiles {
    private RecordedFiles() {}

    /** The runs of a file or of all files of a folder; the last ones are for the test. */
    static FluidData open(FluidDataOptions options, Path path, Path cache) {
        List<Recording> all = new ArrayList<>();
        List<Path> files = files(path);
        for (Path file : files) {
            if (ArrayFile.isHdf5(file)) {
                all.addAll(WellFile.runs(file, options, cache.resolve("active-fluid")));
            } else {
                all.add(Recording.open(file));
            }
        }
        if (all.size() <= options.test()) {
            throw new UserError("data.path " + path + " holds " + all.size() + " recorded runs; expected more than the "
                    + options.test() + " of data.test.");
        }
        requireOneBox(all);
        int train = all.size() - options.test();
        String digest = Digest.of(files.stream().map(Digest::of).map(text -> text.getBytes(StandardCharsets.US_ASCII)));
        return new FluidData(all.subList(0, train), all.subList(train, all.size()), digest);
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> listed = Files.list(path)) {
            return listed.filter(file -> file.toString().matches(".*[.](npz|h5|hdf5)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserError("The folder " + path + " cannot be read (" + UserError.reason(e) + ").", e);
        }
    }

    /** One grid and one interval: they are what the solver steps on. */
    private static void requireOneBox(List<Recording> all) {
        Recording first = all.getFirst();
        for (Recording run : all) {
            boolean same = run.points() == first.points()
                    && Math.abs(run.length() - first.length()) < 1e-9 * first.length()
                    && Math.abs(run.interval() - first.interval()) < 1e-6 * first.interval();
            if (!same) {
                throw new UserError(
                        "The run " + run.file() + " has " + run.points() + " points on a box of " + run.length()
                                + " every " + run.interval() + ", but " + first.file() + " " + first.points() + " on "
                                + first.length()
                                + " every " + first.interval() + "; expected runs of one box.");
            }
        }
    }
}
