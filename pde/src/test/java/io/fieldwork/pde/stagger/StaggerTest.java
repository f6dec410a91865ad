package io.fieldwork.pde.stagger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.operator.FnoOptionsBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sub-fields, their networks, and what they do not show. */
class StaggerTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray random(long... shape) {
        return manager.randomNormal(0, 1, new Shape(shape), DataType.FLOAT32);
    }

    @Test
    void piecesAreInterleavedAndArrangedBitForBit() {
        Stagger stagger = new Stagger(List.of(2, 3), 1);
        NDArray fields = random(2, 5, 8, 12);
        NDArray pieces = stagger.split(fields);
        assertEquals(new Shape(2, 6, 5, 4, 4), pieces.getShape());
        assertEquals(
                fields.getFloat(1, 4, 3 * 2 + 1, 2 * 3 + 2),
                pieces.getFloat(1, 1 * 3 + 2, 4, 3, 2),
                "sub-field (1, 2)");
        assertArrayEquals(fields.toFloatArray(), stagger.arrange(pieces).toFloatArray());
        Stagger space = new Stagger(List.of(2, 1, 4), 1);
        NDArray solid = random(1, 3, 4, 6, 8);
        assertEquals(
                solid.getFloat(0, 2, 1 * 2 + 1, 5, 1 * 4 + 3),
                space.split(solid).getFloat(0, 1 * 4 + 3, 2, 1, 5, 1));
        assertArrayEquals(
                solid.toFloatArray(), space.arrange(space.split(solid)).toFloatArray());
    }

    /** A sub-solver's result depends on its own sub-field alone, and is the same in company, in part and alone. */
    @Test
    void eachSubSolverSeesItsOwnSubField() {
        GridSize coarse = new GridSize(12, 16);
        for (boolean shared : new boolean[] {false, true}) {
            for (SubSolverOptions options : List.of(
                    new BaseUnetOptions(4, 2),
                    new OperatorSolversOptions(FnoOptionsBuilder.builder()
                            .width(4)
                            .modes(3)
                            .layers(1)
                            .build()))) {
                try (SubSolvers solvers = options.build(manager, 3, 2, coarse, 4, shared, false, 1)) {
                    NDArray pieces = random(2, 4, 3, 12, 16);
                    NDArray all = solvers.apply(pieces, 0, false);
                    assertEquals(new Shape(2, 4, 2, 12, 16), all.getShape());
                    NDArray middle = solvers.apply(pieces.get(":, 1:3"), 1, false);
                    assertClose(all.get(":, 1:3"), middle);
                    assertClose(all.get(":, 3:4"), solvers.apply(pieces.get(":, 3:4"), 3, false));
                }
            }
        }
    }

    private static void assertClose(NDArray exact, NDArray found) {
        assertArrayEquals(exact.toFloatArray(), found.toFloatArray(), 2e-6f);
    }

    /** Own networks are groups of the convolutions; with the same weights in each they are the shared one. */
    @Test
    void groupsWithTheSameWeightsAreTheSharedNetwork() {
        GridSize coarse = new GridSize(8, 8);
        try (SubSolvers shared = new BaseUnetOptions(3, 1).build(manager, 2, 1, coarse, 4, true, true, 1);
                SubSolvers own = new BaseUnetOptions(3, 1).build(manager, 2, 1, coarse, 4, false, true, 2)) {
            for (int i = 0; i < own.parameters().size(); i++) {
                NDArray one = shared.parameters().get(i).value().stopGradient();
                NDArray four = own.parameters().get(i).value();
                NDArray repeated = one.concat(one, 0).concat(one.concat(one, 0), 0);
                Storage.overwrite(four, repeated);
            }
            NDArray pieces = random(1, 4, 2, 8, 8);
            assertClose(shared.apply(pieces, 0, false), own.apply(pieces, 0, false));
        }
    }

    @Test
    void gradientsReachAllSubSolvers() {
        Stagger stagger = new Stagger(List.of(2, 2), 1);
        try (SubSolvers solvers =
                        new BaseUnetOptions(4, 1).build(manager, 1, 1, new GridSize(8, 8), 4, false, false, 1);
                Tape tape = Tape.open()) {
            NDArray arranged = stagger.arrange(solvers.apply(stagger.split(random(2, 1, 16, 16)), 0, true));
            tape.backward(arranged.mul(arranged).sum());
            NDArray gradient = solvers.parameters().getFirst().value().getGradient();
            assertTrue(gradient.abs().sum(new int[] {1, 2, 3}).min().getFloat() > 0);
        }
    }

    @Test
    void wavesThatSubFieldsDoNotShowAreCounted() {
        GridSize grid = new GridSize(16, 32);
        double[] field = new double[grid.count()];
        for (int i = 0; i < field.length; i++) {
            field[i] = 2 * Math.sin(2 * Math.PI * 3 * (i % 32) / 32) + Math.sin(2 * Math.PI * 11 * (i % 32) / 32);
        }
        double[][] fields = {field};
        assertEquals(0, Aliasing.beyond(fields, grid, List.of(1, 1)));
        assertEquals(0.2, Aliasing.beyond(fields, grid, List.of(1, 2)), 1e-12);
        assertEquals(0.2, Aliasing.beyond(fields, grid, List.of(8, 4)), 1e-12);
        assertEquals(1, Aliasing.beyond(fields, grid, List.of(1, 8)), 1e-12);
    }

    @Test
    void whatDoesNotFitIsOneSentence() {
        assertEquals(
                "learning.space is [3, 5], of which 5 does not divide the 96 cells of the grid 48 x 96; expected factors that do.",
                assertThrows(UserError.class, () -> new Stagger(List.of(3, 5), 1).coarse(new GridSize(48, 96)))
                        .getMessage());
        assertTrue(assertThrows(
                        UserError.class,
                        () -> new BaseUnetOptions(4, null).build(manager, 1, 1, new GridSize(4, 8), 1, true, false, 1))
                .getMessage()
                .startsWith("A sub-field of 4 x 8 cells is too small"));
        assertEquals(
                "learning.pool is 0; expected 1 to 100000 environments.",
                assertThrows(
                                UserError.class,
                                () -> PoolOptionsBuilder.builder().pool(0).build())
                        .getMessage());
        assertTrue(assertThrows(
                        UserError.class,
                        () -> SceneOptionsBuilder.builder()
                                .bodies(List.of("cow"))
                                .build())
                .getMessage()
                .startsWith("data.bodies is cow; expected some of disc, box"));
    }
}
