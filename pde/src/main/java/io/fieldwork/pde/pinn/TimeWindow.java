package io.fieldwork.pde.pinn;

/** A time window from its first to its last time, with the unknowns there. */
record TimeWindow(double from, double to, TrialFunction model) {}
