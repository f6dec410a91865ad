package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Integral;
import io.fieldwork.pde.equation.Source;
import java.util.List;
import java.util.Map;

/**
 * The evaluated unknowns and derivatives at certain points: one column [n] for each slot and unknown, the unknown
 * running faster, scalar coefficients by name, and what knows the integrals.
 */
record Evaluated(
        List<String> unknowns,
        PointSet points,
        Slots slots,
        NDArray[] columns,
        Map<String, NDArray> coefficients,
        Integrals integrals)
        implements Source {
    /** The values [n] of integrals for the outer points that are evaluated. */
    @FunctionalInterface
    interface Integrals {
        NDArray of(Integral integral, Evaluated outer);
    }

    @Override
    public NDArray integral(Integral integral) {
        return integrals.of(integral, this);
    }

    @Override
    public NDArray derivative(String unknown, Derivative derivative) {
        return columns[slots.of(derivative) * unknowns.size() + unknowns.indexOf(unknown)];
    }

    @Override
    public NDArray coordinate(String name) {
        return points.coordinate(name);
    }

    @Override
    public NDArray normal(String coordinate) {
        return points.normal(coordinate);
    }

    @Override
    public NDArray coefficient(String name) {
        return coefficients.get(name);
    }

    @Override
    public NDArray given(Formula formula) {
        return points.given(formula);
    }

    @Override
    public NDArray measured() {
        return points.measured();
    }
}
