package io.fieldwork.pde.data;

import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recipe's folder of samples, {@code <name>-<digest of the recipe>} with files {@code 0000.npz, 0001.npz, ...} of
 * {@link #SHARD} samples each. Whole files are reused, the rest is generated on all cores and written file by file, so
 * an interruption costs at most the files that were begun. Several processes may open the same folder: one generates
 * it, the others wait.
 */
final class Generation {
    /** Samples in a file. */
    static final int SHARD = 16;
    /** Raised whenever a solver gives other numbers for the same recipe. */
    static final String VERSION = "1";

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final int DIGITS = 16;

    private final Recipe recipe;
    private final String digest;
    private final Path folder;
    private final Format format;
    private final ProgressListener progress;
    private final ConcurrentHashMap<Integer, ShardBuffer> begun = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Recipe.Maker> makers = new ConcurrentLinkedDeque<>();
    private final AtomicInteger done = new AtomicInteger();

    Generation(Recipe recipe, Path cache, ProgressListener progress) {
        this.recipe = recipe;
        this.progress = progress;
        format = recipe.format();
        digest = Digest.of(VERSION + recipe);
        folder = cache.resolve(format.name() + "-" + digest.substring(0, DIGITS));
    }

    /** Opens a recipe's samples: first those for the test, then for validation, then for training. */
    static DataSplits open(
            Recipe recipe, Path cache, int train, int validation, int test, int stride, ProgressListener progress) {
        Generation generation = new Generation(recipe, cache, progress);
        int count = test + validation + train;
        double seconds = generation.make(count);
        Format format = generation.format;
        DataSet all = generation.dataSet(format.name(), format.grid(), count).strided(stride);
        int given = test + validation;
        return new DataSplits(all.slice(given, count), all.slice(test, given), all.slice(0, test), seconds);
    }

    /** The first samples, which must have been made. */
    DataSet dataSet(String name, Grid grid, int count) {
        List<Shard> shards = new ArrayList<>();
        for (int shard = 0; shard * SHARD < count; shard++) {
            shards.add(Shard.open(file(shard)));
        }
        return DataSet.of(name, () -> digest, shards, grid);
    }

    private Path file(int shard) {
        return folder.resolve(String.format(Locale.ROOT, "%04d.npz", shard));
    }

    /** Generates the missing ones of the first samples; returns the seconds it took. */
    double make(int count) {
        try {
            Files.createDirectories(folder);
            synchronized (Generation.class) {
                try (FileChannel channel = FileChannel.open(
                                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var _ = channel.lock()) {
                    return makeMissing(count);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("The data set cannot be kept in " + folder + " (" + UserError.reason(e) + ").", e);
        }
    }

    private double makeMissing(int count) throws IOException {
        long start = System.nanoTime();
        int[] missing = missing(count);
        if (missing.length == 0) {
            return 0;
        }
        try {
            Parallel.run(missing.length, i -> {
                make(missing[i], count);
                synchronized (progress) {
                    progress.progress(done.incrementAndGet(), missing.length);
                }
            });
        } finally {
            makers.forEach(Recipe.Maker::close);
            makers.clear();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        DataManifest.write(folder, recipe, count, missing.length, seconds);
        return seconds;
    }

    /** Indices of the samples to be generated. */
    private int[] missing(int count) {
        IntStream.Builder missing = IntStream.builder();
        for (int first = 0; first < count; first += SHARD) {
            int wanted = Math.min(SHARD, count - first);
            Shard shard = onDisk(first / SHARD);
            for (int i = shard == null ? 0 : shard.count(); i < wanted; i++) {
                missing.add(first + i);
            }
        }
        return missing.build().toArray();
    }

    /** The present samples of a file, in memory because a longer file may replace it, or null. */
    private @Nullable Shard onDisk(int shard) {
        Path file = file(shard);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Shard found = Shard.of(file, NpzFile.read(file));
            if (Arrays.equals(found.inputShape(), format.input())
                    && Arrays.equals(found.outputShape(), format.output())) {
                return found;
            }
            LOG.warn("{} holds other fields; it is made anew", file);
        } catch (IOException | UserError e) {
            LOG.warn("{} cannot be used ({}); it is made anew", file, e.getMessage());
        }
        return null;
    }

    private void make(int sample, int count) {
        int shard = sample / SHARD;
        int wanted = Math.min(SHARD, count - shard * SHARD);
        ShardBuffer buffer = begun.computeIfAbsent(shard, s -> new ShardBuffer(format, wanted, onDisk(s)));
        Recipe.Maker maker = makers.poll();
        if (maker == null) {
            maker = recipe.maker();
        }
        if (buffer.put(recipe, sample, maker)) {
            buffer.write(file(shard));
            begun.remove(shard);
        }
        makers.push(maker);
    }
}
