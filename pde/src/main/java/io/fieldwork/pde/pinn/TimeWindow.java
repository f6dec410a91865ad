package io.fieldwork.pde.pinn;

/**
 * A time window with the unknowns there.
 *
 * @param from first time
 * @param to last time
 * @param model the unknowns
 */
record TimeWindow(double from, double to, TrialFunction model) {}
