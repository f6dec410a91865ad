package io.fieldwork.pde.operator;

/** Writes a network for one grid. */
@FunctionalInterface
interface OperatorArchitecture {
    /** Writes the lines that lead from x [samples, channels in, height, width] to the returned value. */
    String write(OperatorScript lines, String x, GridSize grid);
}
