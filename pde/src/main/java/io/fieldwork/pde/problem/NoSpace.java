package io.fieldwork.pde.problem;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.BoundarySample;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.domain.Span;
import java.util.List;

/** The trivial space of an ordinary differential equation in time: one point without coordinates and boundary. */
final class NoSpace implements Shape {
    private NoSpace() {}

    /** The domain of an ordinary differential equation. */
    static Domain time(double from, double to) {
        return new Domain(List.of(), new NoSpace(), new Span(from, to), List.of());
    }

    @Override
    public double[] lower() {
        return new double[0];
    }

    @Override
    public double[] upper() {
        return new double[0];
    }

    @Override
    public boolean contains(double[] point) {
        return true;
    }

    @Override
    public List<String> parts() {
        return List.of();
    }

    @Override
    public double measure() {
        return 1;
    }

    @Override
    public double boundaryMeasure() {
        return 0;
    }

    @Override
    public BoundarySample boundary(int n, Draws draws) {
        throw new UserError("An equation in time alone has no boundary; give an initial condition instead.");
    }

    @Override
    public double[][] interior(int n, Draws draws) {
        return new double[n][0];
    }
}
