package io.fieldwork.pde.closure.kinetic;

/**
 * The balance of H = ∫∫ ψ log ψ dθ dx at an instant.
 *
 * @param total H
 * @param produced dH/dt by flow and alignment
 * @param lost -dH/dt by diffusion in space and angle
 * @param least smallest 2πψ/c; NaN where ψ is not known
 */
public record Entropy(double total, double produced, double lost, double least) {
    private static final double ROUNDING = 1e-10;

    /** {@return dH/dt} */
    public double rate() {
        return produced - lost;
    }

    /**
     * {@return by how much H changed other than the mean rate says from this instant to another, as a share of what was
     * produced and lost, and of what rounding makes of H}
     */
    public double imbalance(Entropy later, double duration) {
        double expected = duration * (rate() + later.rate()) / 2;
        double size = duration * (Math.abs(produced) + Math.abs(lost)) + ROUNDING * Math.abs(total);
        return size == 0 ? 0 : Math.abs(later.total - total - expected) / size;
    }
}
