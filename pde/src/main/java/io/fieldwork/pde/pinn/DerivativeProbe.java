package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Source;
import io.fieldwork.pde.equation.Unknown;
import java.util.LinkedHashSet;
import java.util.Set;

/** A source that records the derivatives a residual reads, by evaluating it at two arbitrary points. */
final class DerivativeProbe implements Source {
    private final NDManager manager;
    private final Place place;
    private final Set<Derivative> wanted = new LinkedHashSet<>();

    private DerivativeProbe(NDManager manager, Place place) {
        this.manager = manager;
        this.place = place;
    }

    /**
     * The slots of the derivatives that a residual of a problem reads at a place; a {@link UserError} if it reads
     * unknown names.
     */
    static Slots slots(Problem problem, NDManager owner, Place place, Residual residual) {
        try (NDManager manager = owner.newSubManager()) {
            DerivativeProbe probe = new DerivativeProbe(manager, place);
            NDArray result = residual.of(new Unknown(problem, probe));
            if (result.getShape().dimension() != 1) {
                throw new UserError("Its shape is " + result.getShape() + "; expected one number a point.");
            }
            return Slots.covering(problem.domain().dimensions(), probe.wanted);
        }
    }

    @Override
    public NDArray derivative(String unknown, Derivative derivative) {
        wanted.add(derivative);
        return some();
    }

    @Override
    public NDArray coordinate(String name) {
        return some();
    }

    @Override
    public NDArray normal(String coordinate) {
        return place instanceof Place.Boundary ? some() : Source.super.normal(coordinate);
    }

    @Override
    public NDArray coefficient(String name) {
        return manager.create(1.0);
    }

    @Override
    public NDArray given(Formula formula) {
        return some();
    }

    @Override
    public NDArray measured() {
        return place instanceof Place.Measured ? some() : Source.super.measured();
    }

    private NDArray some() {
        return manager.full(new Shape(2), 0.5f, DataType.FLOAT64);
    }
}
