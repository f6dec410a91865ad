package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;

/**
 * The Kuramoto-Sivashinsky equation u_t + transport u u_x + growth u_xx + damping u_xxxx = 0, periodic. Long waves
 * grow, short ones are damped, transport carries energy between them.
 *
 * @param start initial data and domain
 * @param transport factor of u u_x
 * @param growth factor of u_xx
 * @param damping factor of u_xxxx
 * @param points on the x axis, even
 * @param step longest time step
 */
public record KuramotoSivashinskyReference(
        Start start, double transport, double growth, double damping, int points, double step) implements Reference {
    /** Initial data, each on its own domain. */
    public enum Start {
        /** u = -sin πx on [-1, 1]. */
        SINE,
        /** u = cos x (1 + sin x) on [0, 2π]. */
        COSINE,
        /** The solution from {@link #COSINE} at time 0.5, when chaos has set in; time is counted from there. */
        DEVELOPED
    }

    /** Start time of the developed flow. */
    private static final double DEVELOPED_AT = 0.5;

    /**
     * {@return the regular case of Wang, Sankaran and Perdikaris ("Respecting causality for training physics-informed
     * neural networks", Comput. Methods Appl. Mech. Eng. 421, 2024), u_t + 5 u u_x + 0.5 u_xx + 0.005 u_xxxx = 0 on
     * [-1, 1], converged to about 7e-12 up to t = 1}
     */
    public static KuramotoSivashinskyReference regular() {
        return new KuramotoSivashinskyReference(Start.SINE, 5, 0.5, 0.005, 256, 4e-5);
    }

    /**
     * {@return the chaotic case of the same paper, u_t + (100/16) u u_x + (100/16²) u_xx + (100/16⁴) u_xxxx = 0 on [0,
     * 2π], converged to about 1e-9 up to t = 1}
     *
     * @param start {@link Start#DEVELOPED} to study the chaotic flow alone, {@link Start#COSINE} for its onset
     */
    public static KuramotoSivashinskyReference chaotic(Start start) {
        return new KuramotoSivashinskyReference(start, 100.0 / 16, 100.0 / 256, 100.0 / 65536, 512, 2e-5);
    }

    @Override
    public String name() {
        return start == Start.SINE ? "ks-regular" : "ks-chaotic";
    }

    @Override
    public GridSolution solve(double... times) {
        boolean sine = start == Start.SINE;
        FourierGrid grid = new FourierGrid(GridAxis.periodic("x", sine ? -1 : 0, sine ? 2 : 2 * Math.PI, points));
        double[] rates = Etdrk4.real(grid, k -> growth * k - damping * k * k);
        Etdrk4 flow = new Etdrk4(rates, new SquareFlux(grid, transport));
        return Evolution.solve(name(), times, grid, List.of("u"), flow, step, initial(grid.axes()));
    }

    private double[] initial(List<GridAxis> axis) {
        return switch (start) {
            case SINE -> Evolution.sample(axis, x -> -Math.sin(Math.PI * x[0]));
            case COSINE -> Evolution.sample(axis, x -> Math.cos(x[0]) * (1 + Math.sin(x[0])));
            case DEVELOPED ->
                new KuramotoSivashinskyReference(Start.COSINE, transport, growth, damping, points, step)
                        .solve(DEVELOPED_AT)
                        .values("u");
        };
    }
}
