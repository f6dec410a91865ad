package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;

/**
 * The Korteweg-de Vries equation u_t + u u_x + dispersion² u_xxx = 0 on [-1, 1], periodic, from u = cos πx. The wave
 * steepens and breaks up into solitons (Zabusky and Kruskal, Phys. Rev. Lett. 15, 1965). Mass, the integral of u, and
 * momentum, that of u², are conserved.
 *
 * @param dispersion 0.022 in the classical experiment
 * @param points on the x axis, even
 * @param step longest time step
 */
public record KdvReference(double dispersion, int points, double step) implements Reference {
    /** {@return the settings of 512 points and a step of 4e-5, converged to about 2e-12 up to t = 1} */
    public static KdvReference converged() {
        return new KdvReference(0.022, 512, 4e-5);
    }

    @Override
    public String name() {
        return "kdv";
    }

    @Override
    public GridSolution solve(double... times) {
        FourierGrid grid = new FourierGrid(GridAxis.periodic("x", -1, 2, points));
        double[] frequencies = grid.oddWavenumbers(0);
        for (int m = 0; m < frequencies.length; m++) {
            frequencies[m] = dispersion * dispersion * Math.pow(frequencies[m], 3);
        }
        double[] start = Evolution.sample(grid.axes(), x -> Math.cos(Math.PI * x[0]));
        Etdrk4 flow = new Etdrk4(Etdrk4.pairs(frequencies, 1), new SquareFlux(grid, 1));
        return Evolution.solve(name(), times, grid, List.of("u"), flow, step, start);
    }
}
