package io.fieldwork.pde.operator;

/** Writes a network for one grid. */
@FunctionalInterface
interface Architecture {
    /** Writes the lines that lead from x [samples, channels in, height, width] to the returned value. */
    String write(Lines lines, String x, Extent grid);
}
