package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import java.util.List;

/** A shape whose whole boundary has one name. */
record Named(Shape shape, String name) implements Shape {
    @Override
    public double[] lower() {
        return shape.lower();
    }

    @Override
    public double[] upper() {
        return shape.upper();
    }

    @Override
    public boolean contains(double[] point) {
        return shape.contains(point);
    }

    @Override
    public List<String> parts() {
        return List.of(name);
    }

    @Override
    public double boundaryMeasure() {
        return shape.boundaryMeasure();
    }

    @Override
    public BoundarySample boundary(int n, Draws draws) {
        BoundarySample sample = shape.boundary(n, draws);
        return new BoundarySample(sample.points(), sample.normals(), new int[n], parts());
    }

    @Override
    public double measure() {
        return shape.measure();
    }

    @Override
    public double[][] interior(int n, Draws draws) {
        return shape.interior(n, draws);
    }
}
