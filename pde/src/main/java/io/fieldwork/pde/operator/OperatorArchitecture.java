package io.fieldwork.pde.operator;

import io.fieldwork.pde.data.GridSize;

/** The architecture of an operator, written as script text for one grid. */
@FunctionalInterface
interface OperatorArchitecture {
    /** Appends the statements from x [samples, channels in, height, width] to the returned value. */
    String write(OperatorScript script, String x, GridSize grid);
}
