package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The change from one sparse lattice to another over the same box: which vertices are kept, and their numbers. Kept are those in the part of
 * space where samples may lie at which a voxel has some optical thickness, and all within two voxels of one.
 */
final class VoxelPruning implements AutoCloseable {
    private static final int CHUNK = 1 << 18;
    private static final String SPREAD = """
            def spread(self, mask: Tensor) -> Tensor:
              x = torch.max_pool3d(torch.unsqueeze(torch.to(mask, 6), 0), [1, 1, 5], [1, 1, 1], [0, 0, 2])
              y = torch.max_pool3d(x, [1, 5, 1], [1, 1, 1], [0, 2, 0])
              z = torch.max_pool3d(y, [5, 1, 1], [1, 1, 1], [2, 0, 0])
              return torch.to(torch.squeeze(z, 0), 0)
            """;

    private final NDManager manager;
    private final Operation values;
    private final VoxelShape shape;
    private final double thickness;

    /**
     * A change to a lattice; a sub-manager of the owner has its arrays.
     *
     * @param values the look-up in a lattice
     * @param thickness optical thickness of a voxel above which it is kept, in units of the field's density
     */
    VoxelPruning(NDManager owner, Operation values, VoxelShape shape, double thickness) {
        this.manager = owner.newSubManager();
        this.values = values;
        this.shape = shape;
        this.thickness = thickness;
    }

    /** The vertices that are kept. */
    BitSet kept(VoxelGrid grid, Occupancy occupied) {
        int[] candidates = IntStream.range(0, shape.size())
                .parallel()
                .filter(vertex -> occupied.at(inside(vertex, 0), inside(vertex, 1), inside(vertex, 2)))
                .toArray();
        byte[] mask = new byte[shape.size()];
        float least = (float) (thickness * (shape.resolution() - 1) / PlenoxelsField.UNIT);
        for (int first = 0; first < candidates.length; first += CHUNK) {
            int count = Math.min(CHUNK, candidates.length - first);
            int from = first;
            float[] density = look(grid, grid.density(), i -> candidates[from + i], count);
            for (int i = 0; i < count; i++) {
                mask[candidates[from + i]] = (byte) (density[i] > least ? 1 : 0);
            }
        }
        return spread(mask);
    }

    /** A coordinate of a vertex, moved to the inside of the box where it lies on the upper face or beyond. */
    private float inside(int vertex, int axis) {
        Box box = shape.box();
        double offset = Math.min(shape.index(vertex, axis) * shape.spacing(), box.size()[axis] * (1 - 1e-6));
        return (float) (box.min()[axis] + offset);
    }

    private BitSet spread(byte[] mask) {
        try (Script script = Script.compile(manager, SPREAD)) {
            NDArray array = manager.create(mask, new Shape(shape.nz(), shape.ny(), shape.nx()));
            byte[] near = script.call("spread", array)[0].toByteArray();
            BitSet kept = new BitSet(near.length);
            IntStream.range(0, near.length).filter(i -> near[i] != 0).forEach(kept::set);
            return kept;
        }
    }

    /** The vertex of a number. */
    private interface Vertices {
        int at(int index);
    }

    private float[] look(VoxelGrid grid, Parameter from, Vertices vertices, int count) {
        double scale = shape.spacing() / grid.shape().spacing();
        float[] x = new float[3 * count];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (shape.index(vertices.at(i / 3), i % 3) * scale);
        }
        try (NDManager chunk = manager.newSubManager();
                Tape off = Tape.forwardOnly()) {
            NDArray at = chunk.create(x, new Shape(count, 3));
            return values.apply(off, at, from.value(), grid.links())[0].toFloatArray();
        }
    }

    /** Interpolates the numbers of one grid at the vertices of another, of this lattice. */
    void resample(VoxelGrid from, VoxelGrid to) {
        fill(from, from.density(), to, to.density());
        fill(from, from.color(), to, to.color());
    }

    private void fill(VoxelGrid from, Parameter source, VoxelGrid to, Parameter target) {
        int width = Math.toIntExact(target.value().getShape().get(1));
        for (int first = 0; first < to.rows(); first += CHUNK) {
            int start = first;
            int count = Math.min(CHUNK, to.rows() - first);
            float[] numbers = look(from, source, i -> to.vertex(start + i), count);
            try (NDArray part = target.value().stopGradient();
                    NDArray rows = part.get(start + ":" + (start + count));
                    NDArray fresh = manager.create(numbers, new Shape(count, width))) {
                Storage.overwrite(rows, fresh);
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
