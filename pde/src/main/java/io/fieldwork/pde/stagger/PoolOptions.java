package io.fieldwork.pde.stagger;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How flows are learned from nothing but their equation; block {@code learning} of kind {@code stagger}.
 *
 * @param space factors of the interleaved sub-fields, one for each axis; default 1 each
 * @param time factor, frames that are made at a time; default 1
 * @param shared whether all sub-solvers have the same parameters; default false
 * @param pool environments that live between steps; default 64
 * @param batch environments of a step; default 8
 * @param life steps of an environment until it begins anew, on average; default 400
 * @param curriculum share of the training over which lives grow from a tenth to their whole length; default 0.25
 * @param frames over which the sub-solvers follow test environments; default 50
 * @param compared how many of these the classical solver follows too; default all, 200 at most
 * @param tests number of test environments; default 4
 */
@Buildable
public record PoolOptions(
        @Nullable List<Integer> space,
        @Nullable Integer time,
        @Nullable Boolean shared,
        @Nullable Integer pool,
        @Nullable Integer batch,
        @Nullable Integer life,
        @Nullable Double curriculum,
        @Nullable Integer frames,
        @Nullable Integer compared,
        @Nullable Integer tests) {
    /** Fills in defaults and rejects values outside their range. */
    public PoolOptions {
        time = time == null ? 1 : time;
        shared = shared != null && shared;
        pool = pool == null ? 64 : pool;
        require(pool >= 1 && pool <= 100_000, "learning.pool", pool, "1 to 100000 environments");
        batch = batch == null ? Math.min(8, pool) : batch;
        require(batch >= 1 && batch <= pool, "learning.batch", batch, "1 to the " + pool + " of learning.pool");
        life = life == null ? 400 : life;
        require(life >= batch, "learning.life", life, "at least the " + batch + " of learning.batch");
        curriculum = curriculum == null ? 0.25 : curriculum;
        require(curriculum >= 0 && curriculum <= 1, "learning.curriculum", curriculum, "a number from 0 to 1");
        frames = frames == null ? 50 : frames;
        require(frames >= 1 && frames <= 100_000, "learning.frames", frames, "1 to 100000");
        compared = compared == null ? Math.min(200, frames) : compared;
        require(
                compared >= 1 && compared <= frames,
                "learning.compared",
                compared,
                "1 to the " + frames + " of learning.frames");
        tests = tests == null ? 4 : tests;
        require(tests >= 1 && tests <= 1000, "learning.tests", tests, "1 to 1000");
    }

    /** {@return the factors for grids of so many axes} */
    public Stagger stagger(int axes) {
        return new Stagger(space == null ? Collections.nCopies(axes, 1) : space, time);
    }

    /** Steps from one reset to the next. */
    long cadence(double fraction) {
        double share = curriculum == 0 ? 1 : Math.min(1, 0.1 + 0.9 * fraction / curriculum);
        return Math.max(1, Math.round(share * life / batch));
    }
}
