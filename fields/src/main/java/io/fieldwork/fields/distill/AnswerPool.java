package io.fieldwork.fields.distill;

import io.fieldwork.fields.scene.radiance.KnownRays;
import io.fieldwork.fields.tensor.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A teacher's answers along random rays, each asked for once and kept. The pool grows from step to step until its memory is used up, and is a
 * function of seed and step alone, so that a resumed run finds the same. Rays are drawn with their errors in mind (PVD-AL's active rays).
 */
final class AnswerPool {
    private static final int BLOCK = 4096;
    /** Candidates of which the worst is taken. */
    private static final int CANDIDATES = 8;

    private static final double MEGABYTE = 1e6;

    private final Teacher teacher;
    private final RandomViews views;
    private final DistillOptions options;
    private final boolean features;
    private final List<Answers> blocks = new ArrayList<>();
    private long bytes;
    private float[] errors = {};

    /** An empty pool; {@code features} says whether those are kept as well. */
    AnswerPool(Teacher teacher, RandomViews views, DistillOptions options, boolean features) {
        this.teacher = teacher;
        this.views = views;
        this.options = options;
        this.features = features;
    }

    /** Grows to what it is at a step: a block, and as many as the fresh rays of the steps before make. */
    void grow(long step, long seed) {
        long wanted = 1 + step * options.freshRays() / BLOCK;
        while (blocks.size() < wanted && bytes < options.memory() * MEGABYTE) {
            Answers block = block(seed, blocks.size());
            blocks.add(block);
            bytes += block.bytes();
        }
        errors = errors.length < size() ? Arrays.copyOf(errors, size()) : errors;
    }

    private Answers block(long seed, int number) {
        Draws draws = Draws.of(seed, "distill/rays", number);
        float[] origins = new float[3 * BLOCK];
        float[] directions = new float[3 * BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            views.ray(draws, i, origins, directions, 3 * i);
        }
        return teacher.ask(origins, directions, Draws.of(seed, "distill/shifts", number), features);
    }

    /** The rays that are here. */
    int size() {
        return BLOCK * blocks.size();
    }

    /** Takes the errors of rays of {@link #draw}. */
    void learn(int[] rays, float[] found) {
        for (int i = 0; i < rays.length; i++) {
            errors[rays[i]] = found[i];
        }
    }

    /** The errors of all rays as far as they are known, 0 for others; what a resumed run needs. */
    float[] errors() {
        return errors.clone();
    }

    void restore(float[] known) {
        errors = known.clone();
    }

    /** Random rays, as many as have a number of samples together, and at most as many as that. */
    int[] draw(Draws draws, int samples) {
        int[] chosen = new int[samples];
        int count = 0;
        for (long found = 0; count < samples && found < samples; count++) {
            chosen[count] = one(draws, count);
            found += block(chosen[count]).samples(chosen[count] % BLOCK);
        }
        return Arrays.copyOf(chosen, count);
    }

    private int one(Draws draws, int i) {
        long first = (CANDIDATES + 1L) * i;
        int best = (int) draws.below(first, size());
        if (draws.uniform(first + CANDIDATES) < options.activeRays()) {
            for (int k = 1; k < CANDIDATES; k++) {
                int other = (int) draws.below(first + k, size());
                best = errors[other] > errors[best] ? other : best;
            }
        }
        return best;
    }

    private Answers block(int ray) {
        return blocks.get(ray / BLOCK);
    }

    /** What was answered along chosen rays. */
    Answers answers(int[] chosen) {
        int samples = Arrays.stream(chosen)
                .map(ray -> block(ray).samples(ray % BLOCK))
                .sum();
        Answers found = Answers.empty(chosen.length, samples, blocks.getFirst().width());
        for (int i = 0; i < chosen.length; i++) {
            found.take(i, block(chosen[i]), chosen[i] % BLOCK);
        }
        return found;
    }

    /** As many random rays alone, each as likely as any: their errors of before say nothing of a student at its own samples. */
    KnownRays rays(Draws draws, int count) {
        KnownRays found = Answers.empty(count, 0, 0).rays();
        for (int i = 0; i < count; i++) {
            int ray = (int) draws.below(i, size());
            found.take(i, block(ray).rays(), ray % BLOCK);
        }
        return found;
    }
}
