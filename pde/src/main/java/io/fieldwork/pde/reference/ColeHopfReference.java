package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import org.apache.commons.math3.analysis.integration.gauss.HermiteRuleFactory;
import org.apache.commons.math3.util.Pair;

/**
 * The exact solution of Burgers' equation u_t + u u_x = viscosity u_xx from u = -sin πx by the transformation of Cole
 * and Hopf: with f(y) = exp(-cos(πy) / (2π viscosity)) and z a normal variable of variance 2 viscosity t,
 * u(t, x) = -E[sin π(x - z) f(x - z)] / E[f(x - z)]. The means are taken by Gauss-Hermite quadrature.
 *
 * @param viscosity positive; 0.01/π in the classical benchmark
 * @param points on the x axis
 * @param nodes of the quadrature; 200 are enough for the benchmark
 */
public record ColeHopfReference(double viscosity, int points, int nodes) implements Reference {
    @Override
    public String name() {
        return "burgers-cole-hopf";
    }

    @Override
    public GridSolution solve(double... times) {
        GridAxis axis = GridAxis.periodic("x", -1, 2, points);
        Pair<double[], double[]> rule = new HermiteRuleFactory().getRule(nodes);
        return AnalyticSolution.of("u", p -> value(p[0], p[1], rule), Evolution.timeAxis(name(), times), axis);
    }

    private double value(double t, double x, Pair<double[], double[]> rule) {
        double spread = Math.sqrt(4 * viscosity * t);
        double above = 0;
        double below = 0;
        for (int i = 0; i < nodes; i++) {
            double y = Math.PI * (x - spread * rule.getFirst()[i]);
            // largest exponent taken out: the quotient does not change
            double weight = rule.getSecond()[i] * Math.exp(-(1 + Math.cos(y)) / (2 * Math.PI * viscosity));
            above += weight * Math.sin(y);
            below += weight;
        }
        return -above / below;
    }
}
