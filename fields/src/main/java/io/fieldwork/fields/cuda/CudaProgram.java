package io.fieldwork.fields.cuda;

/** A compiled program: functions of one source text, ready to be launched. */
@FunctionalInterface
public interface CudaProgram {
    /**
     * Starts a function on every thread of a grid; returns before it has ended. Later work of the same device reads its
     * results.
     *
     * @param function name of an {@code extern "C" __global__} function of the source
     * @param grid blocks and threads; an empty grid starts nothing
     * @param arguments the function's parameters in order: {@link Integer}, {@link Long} (64-bit integers and
     * addresses) and {@link Float}
     * @throws CudaException if the function does not exist or does not start
     */
    void launch(String function, Grid grid, Object... arguments);

    /**
     * The threads of a launch: x by y blocks of one row of threads each.
     *
     * @param x blocks along x, the direction that advances first
     * @param y blocks along y, at most 65535
     * @param threads threads of a block, at most 1024
     */
    record Grid(int x, int y, int threads) {
        /** {@return the smallest grid with at least one thread for each item, in one row of blocks} */
        public static Grid over(long items, int threads) {
            return new Grid(Math.toIntExact((items + threads - 1) / threads), 1, threads);
        }

        /** {@return the same grid several times, along y} */
        public Grid rows(int times) {
            return new Grid(x, times, threads);
        }

        /** {@return whether there are no blocks to start} */
        public boolean isEmpty() {
            return x == 0 || y == 0;
        }
    }
}
