package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Learned numbers at the vertices of a sparse lattice: a density and the coefficients of a colour each. The shape never changes; another
 * shape is another grid.
 */
final class VoxelGrid implements AutoCloseable {
    private final VoxelShape shape;
    private final BitSet kept;
    private final int[] vertices;
    private final NDManager manager;
    private final NDArray links;
    private final Parameter density;
    private final Parameter color;

    /**
     * A grid of zeros.
     *
     * @param owner manager of its device; a sub-manager of it owns the tensors
     * @param kept vertices that have numbers
     * @param coefficients of a colour
     * @param densityRate factor on the learning rate of densities
     */
    VoxelGrid(NDManager owner, VoxelShape shape, BitSet kept, int coefficients, double densityRate) {
        this.shape = shape;
        this.kept = kept;
        this.vertices = kept.stream().toArray();
        this.manager = owner.newSubManager();
        int[] rows = new int[shape.size()];
        Arrays.fill(rows, -1);
        for (int row = 0; row < vertices.length; row++) {
            rows[vertices[row]] = row;
        }
        this.links = manager.create(rows, new Shape(shape.nz(), shape.ny(), shape.nx()));
        NDArray densities = manager.zeros(new Shape(vertices.length, 1), DataType.FLOAT32);
        NDArray colors = manager.zeros(new Shape(vertices.length, coefficients), DataType.FLOAT32);
        Scopes.keep(links, densities, colors);
        this.density = new Parameter("density", densities, new Parameter.Group("density", densityRate, 0, true));
        this.color = new Parameter("color", colors, new Parameter.Group("color", 1, 0, true));
    }

    VoxelShape shape() {
        return shape;
    }

    /** The vertices that have numbers, not to be changed. */
    BitSet kept() {
        return kept;
    }

    /** The number of vertices that have numbers. */
    int rows() {
        return vertices.length;
    }

    /** The vertex of a row. */
    int vertex(int row) {
        return vertices[row];
    }

    /** The rows of the vertices, int32 [nz, ny, nx], -1 for none. */
    NDArray links() {
        return links;
    }

    /** Densities [rows, 1]. */
    Parameter density() {
        return density;
    }

    /** Coefficients [rows, c]. */
    Parameter color() {
        return color;
    }

    @Override
    public void close() {
        manager.close();
    }
}
