package io.fieldwork.samples.bench;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The median time of frames, and the one that a frame in ten exceeds; milliseconds. */
record FrameTimes(double median, double slow) {
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 24;

    /** Times {@value #ROUNDS} frames; {@code frame} draws the one of a number from 0 on, and waits for it. */
    static FrameTimes of(IntConsumer frame) {
        double[] times = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int number = Math.floorMod(round, ROUNDS);
            long start = System.nanoTime();
            frame.accept(number);
            if (round >= 0) {
                times[round] = (System.nanoTime() - start) * 1e-6;
            }
        }
        Arrays.sort(times);
        return new FrameTimes(times[ROUNDS / 2], times[ROUNDS * 9 / 10]);
    }

    /** The camera angle of a frame, radians: one full turn over all frames. */
    static double turn(int number) {
        return 2 * Math.PI * number / ROUNDS;
    }
}
