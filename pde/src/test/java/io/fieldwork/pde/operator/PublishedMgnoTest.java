package io.fieldwork.pde.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Against the authors' released networks (github.com/xlliu2017/MgNO at 3a68a90), run by themselves: the fixtures hold what
 * they give for weights and inputs made by {@link Hashed}, at every few points of the grid, and norm and one random projection
 * of the gradient of every parameter.
 */
class PublishedMgnoTest {
    private static final int UNUSED_HELMHOLTZ = 11_241;

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    @Test
    void roughDarcy() throws IOException {
        check("darcy-rough", MgnoOptions.defaults(), 256, 1, 8, 572_661);
    }

    @Test
    void smoothDarcyOnAnOddGrid() throws IOException {
        MgnoOptions five = MgnoOptionsBuilder.builder().layers(5).width(24).build();
        check("darcy-smooth", five, 211, 1, 7, 678_093);
    }

    @Test
    void navierStokesWithTheSeam() throws IOException {
        MgnoOptions options = MgnoOptionsBuilder.builder()
                .layers(5)
                .width(32)
                .smoothing(List.of(1, 1, 1, 2, 2))
                .boundary("periodic")
                .seam(false)
                .bias(true)
                .pointwise(false)
                .norm("correction")
                .skip(true)
                .build();
        check("navier-stokes", options, 64, 2, 3, 2_885_194);
    }

    /** The released network makes operators A that its first smoothing steps never apply. */
    @Test
    void helmholtz() throws IOException {
        MgnoOptions options = MgnoOptionsBuilder.builder()
                .layers(4)
                .width(20)
                .smoothing(List.of(1, 1, 1, 1, 2))
                .boundary("neumann")
                .bias(true)
                .growing(true)
                .margin(0)
                .pointwise(false)
                .norm("layer")
                .head("cycle")
                .build();
        check("helmholtz", options, 101, 1, 4, 5_351_806 - UNUSED_HELMHOLTZ);
    }

    @Test
    void postSmoothing() throws IOException {
        check("darcy-post", small(false), 32, 1, 2, 9_240);
    }

    @Test
    void residualRestriction() throws IOException {
        check("darcy-residual", small(true), 32, 1, 2, 9_996);
    }

    private static MgnoOptions small(boolean residual) {
        return MgnoOptionsBuilder.builder()
                .layers(2)
                .width(6)
                .smoothing(List.of(1, 2, 2))
                .postSmoothing(List.of(1, 1))
                .residual(residual)
                .build();
    }

    private static void check(String name, MgnoOptions options, int points, int samples, int stride, long parameters)
            throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                NeuralOperator operator =
                        options.build(manager, 1, 1, new GridSize(points, points), Boundary.DIRICHLET, 1)) {
            fill(manager, operator);
            assertEquals(
                    parameters,
                    operator.parameters().stream()
                            .mapToLong(p -> p.value().size())
                            .sum());
            Map<String, float[]> published = published(manager, name);
            Shape shape = new Shape(samples, 1, points, points);
            try (Tape tape = Tape.open()) {
                NDArray output = operator.apply(array(manager, "input", shape));
                same(published.get("output"), output.toFloatArray(), points, stride);
                tape.backward(output.mul(array(manager, "loss", shape)).mean());
            }
            for (Parameter parameter : operator.parameters()) {
                gradient(parameter, published.get("gradient/" + parameter.name()));
            }
        }
    }

    private static void fill(NDManager manager, NeuralOperator operator) {
        for (Parameter parameter : operator.parameters()) {
            Shape shape = parameter.value().getShape();
            double[] draws = Hashed.draws(parameter.name(), (int) shape.size());
            double scale = shape.dimension() == 4 ? 1.5 / Math.sqrt((double) shape.size() / shape.get(0)) : 0.3;
            double middle = parameter.name().endsWith("gain") ? 1 : 0;
            float[] values = new float[draws.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (middle + scale * draws[i]);
            }
            Storage.overwrite(parameter.value(), manager.create(values, shape));
        }
    }

    private static NDArray array(NDManager manager, String name, Shape shape) {
        double[] draws = Hashed.draws(name, (int) shape.size());
        float[] values = new float[draws.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draws[i];
        }
        return manager.create(values, shape);
    }

    private static void same(float[] expected, float[] actual, int points, int stride) {
        int kept = (points + stride - 1) / stride;
        assertEquals(actual.length / (points * points) * kept * kept, expected.length);
        for (int i = 0; i < expected.length; i++) {
            int sample = i / (kept * kept);
            int row = i / kept % kept * stride;
            int column = i % kept * stride;
            assertEquals(expected[i], actual[(sample * points + row) * points + column], 1e-5f, "entry " + i);
        }
    }

    private static void gradient(Parameter parameter, float[] expected) {
        float[] gradient = Tape.gradient(parameter.value()).toFloatArray();
        double[] direction = Hashed.draws(parameter.name() + "/gradient", gradient.length);
        double norm = 0;
        double projection = 0;
        for (int i = 0; i < gradient.length; i++) {
            norm += (double) gradient[i] * gradient[i];
            projection += gradient[i] * direction[i];
        }
        norm = Math.sqrt(norm);
        assertTrue(norm > 0, parameter.name());
        assertEquals(expected[0], norm, 1e-4 * norm, parameter.name());
        assertEquals(expected[1], projection, 1e-4 * norm, parameter.name());
    }

    private static Map<String, float[]> published(NDManager manager, String name) throws IOException {
        try (InputStream in = PublishedMgnoTest.class.getResourceAsStream(name + ".safetensors")) {
            Map<String, float[]> arrays = new HashMap<>();
            for (NDArray array : NDList.decode(manager, in)) {
                arrays.put(array.getName(), array.toFloatArray());
            }
            return arrays;
        }
    }
}
