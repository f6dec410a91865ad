package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The photos that pixels are drawn from: all of them, or, where memory is short, a window that moves on along a random order of
 * them. Every {@value #STEPS} steps a quarter of it is replaced by what was loaded meanwhile. Which photos a window holds follows
 * from seed and step alone.
 */
final class PhotoWindow implements AutoCloseable {
    /** Steps from one window to the next. */
    static final int STEPS = 500;

    private final List<Photo> photos;
    private final int size;
    private final ExecutorService loaders;
    private final Map<Integer, CompletableFuture<Image>> coming = new HashMap<>();
    private PixelPool pool;
    private int[] order = {};
    private long period = -1;

    PhotoWindow(Capture capture) {
        photos = capture.train();
        size = Math.min(capture.window(), photos.size());
        boolean held = size == photos.size() && photos.stream().allMatch(photo -> photo.source() instanceof Image);
        pool = held ? PixelPool.of(photos) : PixelPool.empty(photos);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        loaders = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("photographs-", 0).factory());
    }

    /** The pixels of a step. */
    PixelPool at(Progress progress) {
        boolean whole = size == photos.size() && pool.size() > 0;
        long now = progress.step() / STEPS;
        if (!whole && now != period) {
            move(now, progress.seed());
        }
        return pool;
    }

    private void move(long now, long seed) {
        order = order.length == 0 ? shuffled(photos.size(), seed) : order;
        int[] wanted = members(now);
        PixelPool before = pool;
        for (int i : wanted) {
            if (before.images()[i] == null) {
                load(i);
            }
        }
        Image[] held = new Image[photos.size()];
        for (int i : wanted) {
            held[i] = before.images()[i] == null ? loaded(i) : before.images()[i];
        }
        pool = before.holding(i -> held[i]);
        period = now;
        coming.clear();
        for (int i : members(now + 1)) {
            if (held[i] == null) {
                load(i);
            }
        }
    }

    /** The photos of a window. */
    int[] members(long number) {
        long start = number * Math.max(1, size / 4);
        return IntStream.range(0, size)
                .map(i -> order[(int) ((start + i) % order.length)])
                .toArray();
    }

    private void load(int photo) {
        coming.computeIfAbsent(
                photo,
                i -> CompletableFuture.supplyAsync(() -> photos.get(i).image().loaded(), loaders));
    }

    private Image loaded(int photo) {
        try {
            return coming.remove(photo).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UserError error ? error : e;
        }
    }

    /** A random order (Fisher and Yates). */
    private static int[] shuffled(int count, long seed) {
        Draws draws = Draws.of(seed, "photographs", 0);
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = (int) draws.below(i, i + 1L);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    @Override
    public void close() {
        loaders.shutdownNow();
    }
}
