package io.fieldwork.pde.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How deep architectures are where nobody says it: as deep as the grid allows, and no deeper than published. */
class DepthTest {
    private static final UnetOptions UNET = new UnetOptions(null, 8, "none");
    private static final MgnoOptions MGNO =
            MgnoOptionsBuilder.builder().layers(1).width(2).build();

    private static GridSize grid(String points) {
        return new GridSize(
                Arrays.stream(points.split(" ")).mapToInt(Integer::parseInt).toArray());
    }

    @ParameterizedTest
    @CsvSource({"5 9, 1, 3", "12 12, 2, 4", "1 20, 3, 5", "31 64, 3, 5", "128 256, 4, 6", "8 4 9, 1, 2"})
    void theGridDecides(String points, int depth, int levels) {
        GridSize grid = grid(points);
        assertEquals("field.depth: " + depth, UNET.chosen(grid));
        List<Integer> smoothing = MGNO.on(grid).smoothing();
        assertEquals(levels, smoothing.size());
        assertEquals(
                levels + 1,
                IntStream.of(smoothing.stream().mapToInt(n -> n).toArray()).sum());
        if (grid.count() < 1000) {
            runs(UNET, grid);
            runs(MGNO, grid);
        }
    }

    private static void runs(OperatorOptions options, GridSize grid) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Tape off = Tape.forwardOnly();
                NeuralOperator operator = options.build(manager, 1, 1, grid, Boundary.PERIODIC, 3)) {
            long[] shape = Arrays.stream(grid.field(1)).asLongStream().toArray();
            Shape extents = new Shape(1).addAll(new Shape(shape));
            assertEquals(extents, operator.apply(manager.ones(extents)).getShape());
        }
    }

    @Test
    void whatIsSaidIsKeptOrRefusedWithTheLineToWrite() {
        GridSize small = grid("12 20");
        assertEquals("", new UnetOptions(1, 8, null).chosen(small));
        assertEquals(
                "field.depth is 3; expected at most field.depth: 2 for a grid of 12 x 20 points, or at least 16 points along each"
                        + " axis.",
                refused(new UnetOptions(3, 8, null), small));
        MgnoOptions five =
                MgnoOptionsBuilder.builder().smoothing(List.of(1, 1, 1, 1, 1)).build();
        String said = refused(five, small);
        assertTrue(
                said.contains("field.smoothing is [1, 1, 1, 1, 1]; expected at most 4 numbers for a grid of 12 x 20"),
                said);
    }

    @ParameterizedTest
    @CsvSource({"3 40", "1 3", "8 2 9"})
    void aGridThatCannotBeHalvedIsRefused(String points) {
        assertEquals(
                "The grid of " + points.replace(" ", " x ")
                        + " points is too small for a unet, which halves it; expected at"
                        + " least 4 points along each axis.",
                refused(UNET, grid(points)));
    }

    private static String refused(OperatorOptions options, GridSize grid) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            return assertThrows(UserError.class, () -> options.build(manager, 1, 1, grid, Boundary.DIRICHLET, 1))
                    .getMessage();
        }
    }
}
