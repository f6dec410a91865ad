package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Integral;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Source;
import io.fieldwork.pde.equation.Unknown;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source that records the derivatives and integrals a residual reads, by evaluating it at two arbitrary points. */
final class DerivativeProbe implements Source {
    private final Problem problem;
    private final NDManager manager;
    private final Place place;
    private final @Nullable DerivativeProbe outer;
    private final Set<Derivative> wanted = new LinkedHashSet<>();
    private final Map<Integral, Slots> integrals = new LinkedHashMap<>();
    private final Map<String, Set<Derivative>> unknowns;

    private DerivativeProbe(Problem problem, NDManager manager, Place place, @Nullable DerivativeProbe outer) {
        this.problem = problem;
        this.manager = manager;
        this.place = place;
        this.outer = outer;
        this.unknowns = outer == null ? new LinkedHashMap<>() : outer.unknowns;
    }

    /** What a residual of a problem reads at a place; a {@link UserError} if these are unknown names. */
    static Reads reads(Problem problem, NDManager owner, Place place, Residual residual) {
        try (NDManager manager = owner.newSubManager()) {
            DerivativeProbe probe = new DerivativeProbe(problem, manager, place, null);
            oneAPoint(residual.of(new Unknown(problem, probe)));
            return new Reads(probe.slots(), probe.integrals);
        }
    }

    /** Of each unknown the derivatives that a residual reads, also inside its integrals. */
    static Map<String, Set<Derivative>> unknowns(Problem problem, NDManager owner, Place place, Residual residual) {
        try (NDManager manager = owner.newSubManager()) {
            DerivativeProbe probe = new DerivativeProbe(problem, manager, place, null);
            residual.of(new Unknown(problem, probe));
            return probe.unknowns;
        }
    }

    private static void oneAPoint(NDArray result) {
        if (result.getShape().dimension() != 1) {
            throw new UserError("Its shape is " + result.getShape() + "; expected one number a point.");
        }
    }

    private Slots slots() {
        return Slots.covering(problem.domain().dimensions(), wanted);
    }

    @Override
    public NDArray integral(Integral integral) {
        if (outer != null) {
            throw Nodes.nested(integral);
        }
        PinnChecks.named("In the integrand of '" + integral.name() + "'", () -> {
            integral.coordinates().forEach(problem.domain()::axis);
            Place there = integral.parts().isEmpty() ? new Place.Interior() : new Place.Boundary(integral.parts());
            DerivativeProbe inner = new DerivativeProbe(problem, manager, there, this);
            oneAPoint(integral.integrand().of(new Unknown(problem, inner, this)));
            return integrals.put(integral, inner.slots());
        });
        return some();
    }

    @Override
    public NDArray derivative(String unknown, Derivative derivative) {
        wanted.add(derivative);
        unknowns.computeIfAbsent(unknown, u -> new LinkedHashSet<>()).add(derivative);
        return some();
    }

    @Override
    public NDArray coordinate(String name) {
        return some();
    }

    @Override
    public NDArray normal(String coordinate) {
        return place instanceof Place.Boundary || place instanceof Place.Interface
                ? some()
                : Source.super.normal(coordinate);
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
