package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.MathArrays;

/**
 * A shape for every value of some parameters, which come after its coordinates. Its boundary is that of the shape, with
 * normals [dimensions of the shape]; the ends of a parameter are none.
 */
record Family(Shape shape, BoxShape values) implements Shape {
    @Override
    public double[] lower() {
        return MathArrays.concatenate(shape.lower(), values.lower());
    }

    @Override
    public double[] upper() {
        return MathArrays.concatenate(shape.upper(), values.upper());
    }

    @Override
    public boolean contains(double[] point) {
        int space = point.length - values.dimensions();
        return values.contains(Arrays.copyOfRange(point, space, point.length))
                && shape.contains(Arrays.copyOf(point, space));
    }

    @Override
    public List<String> parts() {
        return shape.parts();
    }

    @Override
    public double measure() {
        return shape.measure() * values.measure();
    }

    @Override
    public double boundaryMeasure() {
        return shape.boundaryMeasure() * values.measure();
    }

    @Override
    public double[][] interior(int n, Draws draws) {
        return joined(shape.interior(n, draws), draws);
    }

    @Override
    public BoundarySample boundary(int n, Draws draws) {
        return joined(shape.boundary(n, draws), draws);
    }

    @Override
    public BoundarySample boundary(int n, Draws draws, Collection<String> parts) {
        return joined(shape.boundary(n, draws, parts), draws);
    }

    private BoundarySample joined(BoundarySample sample, Draws draws) {
        return new BoundarySample(joined(sample.points(), draws), sample.normals(), sample.part(), sample.names());
    }

    private double[][] joined(double[][] places, Draws draws) {
        double[][] drawn = values.interior(places.length, Uniform.fork(draws, "parameters"));
        return IntStream.range(0, places.length)
                .mapToObj(i -> MathArrays.concatenate(places[i], drawn[i]))
                .toArray(double[][]::new);
    }

    /** The same opposite points [2 n], those of the lower side first, with the same values for both of a pair. */
    double[][] pairs(double[][] places, Draws draws) {
        int n = places.length / 2;
        double[][] drawn = values.interior(n, Uniform.fork(draws, "parameters"));
        return IntStream.range(0, places.length)
                .mapToObj(i -> MathArrays.concatenate(places[i], drawn[i % n]))
                .toArray(double[][]::new);
    }
}
