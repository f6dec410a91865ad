package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.domain.BoundarySample;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Place;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The sampler of the points at which terms of the loss are evaluated, over the domain of one time window. Interior
 * points can be cut into chunks in the order of time, or 1 if the order does not matter.
 */
record Collocation(CollocationOptions options, Domain domain, int chunks, DataType type) {
    private static final int PER_INTEGRAL = 8;
    private static final Comparator<double[]> BY_TIME = Comparator.comparingDouble(p -> p[0]);

    /** Draws the points of a place, owned by the manager. */
    PointSet draw(NDManager manager, Place place, Draws draws) {
        return switch (place) {
            case Place.Interior inside -> of(manager, interior(options.points(), draws));
            case Place.Initial first -> of(manager, domain.initial(count(options.initial(), 1), kind(), draws));
            case Place.Boundary(var parts) -> {
                BoundarySample sample = domain.boundary(options.boundary(), draws, parts.toArray(String[]::new));
                yield of(manager, sample.points()).normals(domain.space(), sample.normals());
            }
            case Place.Interface(var region, var beyond) -> {
                BoundarySample sample = domain.interfaceOf(region, beyond, options.boundary(), draws);
                yield of(manager, sample.points()).normals(domain.space(), sample.normals());
            }
            case Place.Opposite(var coordinate) -> of(manager, domain.opposite(coordinate, options.boundary(), draws));
            case Place.At(var values) -> of(manager, domain.at(values, options.boundary(), draws));
            case Place.Across(var integrated) -> of(manager, across(integrated, draws));
            case Place.Measured(var points, var values) -> of(manager, points).measured(values);
        };
    }

    /** Fewer points than elsewhere, because each has many nodes; one if nothing is left to vary. */
    private double[][] across(List<String> integrated, Draws draws) {
        boolean all = integrated.containsAll(domain.coordinates());
        int n = all ? 1 : Math.ceilDiv(options.boundary(), PER_INTEGRAL);
        return domain.points(n, kind() == Sampling.GRID ? Sampling.SOBOL : kind(), draws);
    }

    /** Points inside [n][d], in the order of time and rounded down to a multiple of the chunks if these are wanted. */
    double[][] interior(int n, Draws draws) {
        if (options.sampling().equals("slices") && chunks > 1) {
            return domain.slices(chunks, n / chunks, draws);
        }
        return ordered(domain.points(count(n, 0), kind(), draws));
    }

    /** Puts points [n][d] in the order of time and cuts them to a multiple of the chunks, if chunks are wanted. */
    double[][] ordered(double[][] points) {
        if (chunks == 1) {
            return points;
        }
        double[][] some = Arrays.copyOf(points, points.length / chunks * chunks);
        Arrays.sort(some, BY_TIME);
        return some;
    }

    /** The mean times of chunks of equal size of points [n][d] in the order of time. */
    static double[] times(double[][] ordered, int chunks) {
        int size = ordered.length / chunks;
        double[] times = new double[chunks];
        for (int i = 0; i < chunks * size; i++) {
            times[i / size] += ordered[i][0] / size;
        }
        return times;
    }

    private Sampling kind() {
        return options.sampling().equals("slices") ? Sampling.UNIFORM : Sampling.of(options.sampling());
    }

    /** A grid counts along each axis. */
    private int count(int n, int fewerAxes) {
        int axes = domain.dimensions() - fewerAxes;
        return kind() == Sampling.GRID ? Math.max(2, (int) Math.round(Math.pow(n, 1.0 / axes))) : n;
    }

    /** Given points [n][d] on the device, owned by the manager. */
    PointSet of(NDManager manager, double[][] points) {
        return new PointSet(manager, type, domain.coordinates(), points);
    }
}
