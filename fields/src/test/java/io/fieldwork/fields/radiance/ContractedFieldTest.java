package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContractedFieldTest {
    private static final HashGridOptions SIZES =
            HashGridOptionsBuilder.builder().levels(2).log2Table(8).build();

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    /** The published formula at (2, 0, 0) and (3, -6, 1), and a point inside the box, which is halved. */
    @Test
    void spaceIsContractedAsPublished() {
        NDArray x = manager.create(new float[] {2, 0, 0, 3, -6, 1, 0.5f, -0.25f, 1}, new Shape(3, 3));
        float[] found = new Contraction(manager, Box.cube(1)).apply(x).toFloatArray();
        assertArrayEquals(new float[] {1.5f, 0, 0, 0.916667f, -1.833333f, 0.305556f, 0.5f, -0.25f, 1}, found, 1e-6f);
    }

    /** Density is per side of the box, so it is a tenth in a scene of ten times the size. */
    @Test
    void theSizeOfASceneChangesNothing() {
        Kernels kernels = Kernels.of(manager);
        Box small = new Box(-1, -1, -1, 1, 1, 1);
        Box large = new Box(-10, -10, -10, 10, 10, 10);
        try (RadianceField one = new ContractedField(manager, kernels, SIZES, small, 3);
                RadianceField ten = new ContractedField(manager, kernels, SIZES, large, 3);
                Tape off = Tape.forwardOnly()) {
            NDArray x = manager.create(new float[] {0.3f, 0.2f, -0.6f, 4, 1, 0}, new Shape(2, 3));
            float[] near = one.geometry(off, x).density().toFloatArray();
            float[] far = ten.geometry(off, x.mul(10)).density().mul(10).toFloatArray();
            assertArrayEquals(near, far, 1e-4f);
        }
    }

    /** What is known of points gives the same values and gradients as their evaluation. */
    @Test
    void knownGeometryIsTakenUp() {
        Kernels kernels = Kernels.of(manager);
        try (RadianceField field = new ContractedField(manager, kernels, SIZES, Box.cube(1), 3)) {
            NDArray x = manager.create(new float[] {0.3f, 0.2f, -0.6f, 4, 1, 0}, new Shape(2, 3));
            float[] fresh = gradient(field, new Positions(x));
            try (Tape off = Tape.forwardOnly()) {
                Positions known = new Positions(x, field.geometry(off, x));
                assertArrayEquals(fresh, gradient(field, known), 0);
            }
        }
    }

    private float[] gradient(RadianceField field, Positions positions) {
        NDArray table = field.parameters().getFirst().value();
        try (Tape tape = Tape.open()) {
            tape.backward(field.geometry(tape, positions).density().sum());
        }
        NDArray gradient = Tape.gradient(table);
        float[] values = gradient.toFloatArray();
        gradient.set(new float[values.length]);
        return values;
    }
}
