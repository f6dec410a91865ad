package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Frames of a radiance field, in chunks of rays that take about a fiftieth of a second each. Frames that are in no hurry leave part of
 * the time to a training that goes on beside them.
 */
final class FieldFrames implements FrameSource {
    /** Time of a chunk, seconds: how long a frame that is cancelled goes on. */
    private static final double CHUNK = 0.02;

    private static final int FEWEST = 1 << 8;
    private static final int MOST = 1 << 17;
    /** A longer budget than this is no hurry, seconds. */
    private static final double HURRY = 1;

    private static final double LONGEST_REST = 1;
    private static final long NAP = 5_000_000;

    /** Where the field is. */
    @FunctionalInterface
    interface Field {
        /**
         * Lends the field for a frame, drawn with a renderer that is good until {@code draw} returns; nothing if it was
         * cancelled.
         */
        Optional<FieldImage> frame(BooleanSupplier cancel, Function<FieldRenderer, Optional<FieldImage>> draw);
    }

    private final Field field;
    private final FieldPainter painter;
    private final DoubleSupplier share;
    private int chunk = 2 * FEWEST;

    /**
     * Frames of a field by a painter, to be asked for on one thread; {@code share} of the time, from 0 to less than 1,
     * is left to others by frames in no hurry.
     */
    FieldFrames(Field field, FieldPainter painter, DoubleSupplier share) {
        this.field = field;
        this.painter = painter;
        this.share = share;
    }

    @Override
    public Optional<Frame> render(View view, Budget budget, BooleanSupplier cancel) {
        boolean hurry = budget.seconds() <= HURRY;
        PixelRays rays = new PixelRays(view, budget.pass());
        return field.frame(cancel, renderer -> look(renderer, rays, view, hurry, cancel))
                .map(image -> painter.paint(image, view));
    }

    private Optional<FieldImage> look(
            FieldRenderer renderer, PixelRays rays, View view, boolean hurry, BooleanSupplier cancel) {
        FieldImage image = new FieldImage(rays, view.width(), view.height());
        for (int first = 0; first < image.pixels(); ) {
            if (cancel.getAsBoolean()) {
                return Optional.empty();
            }
            int count = Math.min(chunk, image.pixels() - first);
            double seconds = look(renderer, image, first, count);
            first += count;
            if (!hurry && first < image.pixels()) {
                rest(seconds, cancel);
            }
        }
        return Optional.of(image);
    }

    private double look(FieldRenderer renderer, FieldImage image, int first, int count) {
        long start = System.nanoTime();
        float[] origins = new float[3 * count];
        float[] directions = new float[3 * count];
        image.rays().write(first, origins, directions);
        image.put(first, renderer.look(origins, directions));
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (count == chunk || seconds > CHUNK) {
            chunk = (int) Math.clamp(count * Math.clamp(CHUNK / seconds, 0.25, 2), FEWEST, MOST);
        }
        return seconds;
    }

    private void rest(double spent, BooleanSupplier cancel) {
        double part = share.getAsDouble();
        long end = System.nanoTime() + (long) (1e9 * Math.min(LONGEST_REST, spent * part / (1 - part)));
        while (end - System.nanoTime() > 0 && !cancel.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(NAP, end - System.nanoTime()));
        }
    }
}
