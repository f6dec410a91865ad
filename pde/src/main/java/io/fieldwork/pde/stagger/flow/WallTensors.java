package io.fieldwork.pde.stagger.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Walls of several samples as tensors of 0 and 1, and velocities.
 *
 * @param solid which cells are [samples, 1, cells along each axis]
 * @param given which velocities are [samples, axes, cells]
 * @param velocity as given [samples, axes, cells], 0 elsewhere
 * @param counted cells [1, 1, cells] that count, the same of all samples
 */
public record WallTensors(NDArray solid, NDArray given, NDArray velocity, NDArray counted) {
    /** {@return the walls of some samples of one grid, whose rims are the same, as float32 or float64} */
    public static WallTensors of(NDManager manager, StaggeredGrid grid, List<Walls> samples, DataType type) {
        int cells = grid.cells();
        int axes = grid.axes();
        float[] solid = new float[samples.size() * cells];
        float[] given = new float[axes * solid.length];
        float[] velocity = new float[axes * solid.length];
        for (int s = 0; s < samples.size(); s++) {
            Walls walls = samples.get(s);
            for (int i = 0; i < cells; i++) {
                solid[s * cells + i] = walls.solid()[i] ? 1 : 0;
                for (int k = 0; k < axes; k++) {
                    if (walls.given(grid, k, i)) {
                        int at = (s * axes + k) * cells + i;
                        given[at] = 1;
                        velocity[at] = (float) walls.velocity()[k][i];
                    }
                }
            }
        }
        float[] counted = new float[cells];
        for (int i = 0; i < cells; i++) {
            counted[i] = samples.getFirst().counts(grid, i) ? 1 : 0;
        }
        return new WallTensors(
                array(manager, solid, type, grid, samples.size(), 1),
                array(manager, given, type, grid, samples.size(), axes),
                array(manager, velocity, type, grid, samples.size(), axes),
                array(manager, counted, type, grid, 1, 1));
    }

    private static NDArray array(NDManager manager, float[] values, DataType type, StaggeredGrid grid, long... front) {
        LongStream points = IntStream.of(grid.size().field(1)).skip(1).asLongStream();
        Shape shape = new Shape(LongStream.concat(LongStream.of(front), points).toArray());
        return manager.create(values, shape).toType(type, false);
    }
}
