package io.fieldwork.pde.closure.data;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.kinetic.MomentSolver;
import io.fieldwork.pde.closure.kinetic.RandomStart;
import io.fieldwork.pde.closure.kinetic.Snapshot;
import io.fieldwork.pde.data.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs of the kinetic equation in the cache, a file each, named by the digest of all that decides it; so sets share their runs,
 * an interruption costs the run that was begun, and a longer set goes on where a shorter one ended. A set has a manifest
 * beside them.
 */
final class KineticRuns {
    /** Raised whenever the solver gives other numbers. */
    private static final String VERSION = "1";

    private static final int DIGITS = 16;

    private final FluidDataOptions options;
    private final Path folder;
    private final ProgressListener progress;

    KineticRuns(FluidDataOptions options, Path cache, ProgressListener progress) {
        this.options = options;
        this.folder = cache.resolve("active-fluid");
        this.progress = progress;
    }

    /** A run: fluid and seed of its start. */
    private record Run(ActiveFluid fluid, long seed) {}

    FluidData open() {
        List<Run> test = runs(options.tested(), options.seed(), options.test());
        List<Run> train = runs(options.trained(), options.seed() + options.test(), options.train());
        List<Run> all = new ArrayList<>(test);
        all.addAll(train);
        try {
            Files.createDirectories(folder);
            synchronized (KineticRuns.class) {
                try (FileChannel channel = FileChannel.open(
                                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var _ = channel.lock()) {
                    make(all);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("The data set cannot be kept in " + folder + " (" + UserError.reason(e) + ").", e);
        }
        return new FluidData(opened(train), opened(test), digest(all));
    }

    private static List<Run> runs(List<ActiveFluid> fluids, long first, int count) {
        List<Run> runs = new ArrayList<>();
        for (ActiveFluid fluid : fluids) {
            for (int i = 0; i < count; i++) {
                runs.add(new Run(fluid, first + i));
            }
        }
        return runs;
    }

    private List<Recording> opened(List<Run> runs) {
        return runs.stream().map(run -> Recording.open(file(run))).toList();
    }

    private String name(Run run) {
        return Digest.of(VERSION + run + options.solver() + options.begin() + "/" + options.interval() + "/"
                        + options.frames())
                .substring(0, DIGITS);
    }

    private Path file(Run run) {
        return folder.resolve(name(run) + ".npz");
    }

    private String digest(List<Run> runs) {
        return Digest.of(String.join(" ", runs.stream().map(this::name).toList()));
    }

    private void make(List<Run> runs) throws IOException {
        List<Run> missing =
                runs.stream().filter(run -> !Files.exists(file(run))).distinct().toList();
        for (int i = 0; i < missing.size(); i++) {
            Run run = missing.get(i);
            Recording.write(file(run), run.fluid(), options.solver().length(), frames(run));
            progress.progress(i + 1, missing.size());
        }
        if (!missing.isEmpty()) {
            describe(runs);
        }
    }

    private List<Snapshot> frames(Run run) {
        RandomStart start = new RandomStart(run.seed(), options.solver().length());
        MomentSolver solver = MomentSolver.kinetic(run.fluid(), options.solver(), start);
        List<Snapshot> frames = new ArrayList<>();
        for (int i = 0; i < options.frames(); i++) {
            double time = options.begin() + i * options.interval();
            if (time > solver.time()) {
                solver.advance(time - solver.time());
            }
            frames.add(solver.snapshot());
        }
        return frames;
    }

    private void describe(List<Run> runs) throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("options", options);
        manifest.put("version", VERSION);
        manifest.put(
                "runs",
                runs.stream()
                        .map(run -> Map.of("file", name(run) + ".npz", "seed", run.seed(), "fluid", run.fluid()))
                        .toList());
        byte[] text =
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        String set = digest(runs).substring(0, DIGITS);
        AtomicFile.write(folder.resolve("manifest-" + set + ".json"), out -> out.write(text));
    }
}
