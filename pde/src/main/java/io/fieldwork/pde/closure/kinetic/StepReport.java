package io.fieldwork.pde.closure.kinetic;

/**
 * What a time step began from.
 *
 * @param time at which it began
 * @param step its length
 * @param iterations of the velocity
 * @param energy ∫ 2E:E + E:Σ dx as a share of ∫ 2E:E dx, which is 0 for the exact flow
 * @param order mean of |m₂|/c
 * @param alignment largest |m₂|/c, at most 1 for densities that are not negative
 * @param excess largest |m₄/c - (m₂/c)²| - (1 - |m₂/c|²), at most 0 for densities that are not negative
 * @param tail largest size of the last moment kept, over c; 0 where a closure stands for the rest
 * @param speed root of the mean |u|²
 */
public record StepReport(
        double time,
        double step,
        int iterations,
        double energy,
        double order,
        double alignment,
        double excess,
        double tail,
        double speed) {
    StepReport withStep(double length) {
        return new StepReport(time, length, iterations, energy, order, alignment, excess, tail, speed);
    }
}
