package io.fieldwork.pde.stagger.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.data.GridSize;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Grids and numbers for tests of flows. */
final class Flows {
    private Flows() {}

    static StaggeredGrid grid(int... points) {
        return new StaggeredGrid(new GridSize(points));
    }

    /** Normal numbers [components][cells]. */
    static double[][] random(StaggeredGrid grid, int components, long seed) {
        double[][] result = new double[components][grid.cells()];
        for (int c = 0; c < components; c++) {
            Draws draws = Draws.of(seed, "component", c);
            Arrays.setAll(result[c], draws::normal);
        }
        return result;
    }

    /** One sample in double precision. */
    static NDArray tensor(NDManager manager, StaggeredGrid grid, double[]... components) {
        long[] points =
                IntStream.of(grid.size().field(1)).skip(1).asLongStream().toArray();
        Shape shape = new Shape(LongStream.concat(LongStream.of(1, components.length), LongStream.of(points))
                .toArray());
        return manager.create(
                Arrays.stream(components).flatMapToDouble(Arrays::stream).toArray(), shape);
    }

    static double largest(double... values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    /** A closed box with a solid rim of so many cells, in which a lid at the end of axis 0 moves along axis 1. */
    static Walls cavity(StaggeredGrid grid, int rim, double speed) {
        boolean[] solid = new boolean[grid.cells()];
        double[][] velocity = new double[2][grid.cells()];
        int last = grid.size().points(0) - rim;
        for (int i = 0; i < solid.length; i++) {
            int row = grid.place(0, i);
            int column = grid.place(1, i);
            solid[i] = row < rim || row >= last || column < rim || column >= last;
            velocity[1][i] = row >= last ? speed : 0;
        }
        return new Walls(solid, velocity, new boolean[] {true, true});
    }

    /** The flow of Taylor and Green on (2π)² at a time, as the vector potential gives it: v₀ = -∂₁a, v₁ = ∂₀a. */
    static double[][] taylorGreen(StaggeredGrid grid, double decay) {
        double h = 2 * Math.PI / grid.size().points(0);
        double[][] v = new double[2][grid.cells()];
        for (int i = 0; i < grid.cells(); i++) {
            double y = grid.place(0, i) * h;
            double x = grid.place(1, i) * h;
            v[0][i] = decay * Math.cos(y) * Math.sin(x + h / 2);
            v[1][i] = -decay * Math.sin(y + h / 2) * Math.cos(x);
        }
        return v;
    }
}
