package io.fieldwork.pde.stagger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.AdamOptionsBuilder;
import io.fieldwork.pde.stagger.flow.FlowPhysics;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.pde.stagger.flow.WallTensors;
import io.fieldwork.pde.stagger.flow.Walls;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows that are learned from pools of small environments. */
class StaggerSessionTest {
    private static final SceneOptions SMALL = SceneOptionsBuilder.builder()
            .grid(List.of(16, 32))
            .bodies(List.of("disc", "box"))
            .step(2.0)
            .build();

    @TempDir
    static Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static TrainOptions steps(long steps) {
        return TrainOptionsBuilder.builder()
                .steps(steps)
                .rate(5e-3)
                .seed(3L)
                .checkpointSeconds(1e9)
                .optimizer(
                        AdamOptionsBuilder.builder().beta2(0.999).epsilon(1e-8).build())
                .build();
    }

    private static PoolOptionsBuilder pool() {
        return PoolOptionsBuilder.builder().pool(6).batch(4).life(40).frames(2).tests(1);
    }

    private StaggerSession session(PoolOptions learning, long steps) {
        return StaggerSession.open(manager, SMALL, new BaseUnetOptions(4, 1), learning, steps(steps), null);
    }

    /** On bodies that it has not seen: better than a flow that stays as it is, and than none, after few steps of training. */
    @Test
    void theTrainedSolverBeatsPersistenceAndRest() {
        PoolOptions learning = PoolOptionsBuilder.builder()
                .pool(12)
                .batch(4)
                .frames(30)
                .tests(3)
                .build();
        try (StaggerSession session =
                StaggerSession.open(manager, SMALL, new BaseUnetOptions(8, 2), learning, steps(150), null)) {
            session.trainer(null, List.of()).run();
            assertEquals(0, session.task().broken());
            Map<String, Double> found = session.task().evaluate();
            assertTrue(found.get("residual") < 0.6 * found.get("residualPersistence"), found.toString());
            assertTrue(found.get("relativeL2") < 0.75 * found.get("relativeL2Persistence"), found.toString());
            assertTrue(found.get("relativeL2") < 0.3, found.toString());
            assertTrue(found.get("divergence") < 1e-4, found.toString());
        }
    }

    /** Where a frame solves the equation nothing is to be done, also by networks that are heard and have not learned. */
    @Test
    void aFluidAtRestInABoxAtRestStaysAtRest() {
        SceneOptions still = SceneOptionsBuilder.builder()
                .grid(List.of(16, 16))
                .bodies(List.of("disc"))
                .build();
        StaggeredGrid grid = new StaggeredGrid(still.size());
        Stagger stagger = new Stagger(List.of(1, 1), 1);
        try (FlowPhysics physics = new FlowPhysics(manager, still.momentum(), 2);
                SubSolvers solvers =
                        new BaseUnetOptions(4, 1).build(manager, FlowModel.in(2), 2, still.size(), 1, false, false, 1);
                FlowModel model = new FlowModel(manager, still, physics, stagger, solvers)) {
            float[][] rest = {new float[2 * grid.cells()]};
            WallTensors walls = WallTensors.of(manager, grid, List.of(Walls.none(grid)), DataType.FLOAT32);
            NDArray gain = model.parameters().getLast().value();
            Storage.overwrite(gain, gain.onesLike());
            FlowModel.Frames next = model.step(FlowModel.frames(manager, grid, rest), walls, false);
            assertEquals(0, next.potential().abs().max().getFloat(), 1e-4);
            assertEquals(0, next.pressure().abs().max().getFloat(), 1e-4);
        }
    }

    /** The frames that environments begin with are the classical solver's flow. */
    @Test
    void aPotentialHasTheVelocityItWasMadeOf() {
        for (List<Integer> cells : List.of(List.of(16, 32), List.of(16, 16, 24))) {
            SceneOptions options = SceneOptionsBuilder.builder()
                    .grid(cells)
                    .bodies(List.of("disc"))
                    .build();
            StaggeredGrid grid = new StaggeredGrid(options.size());
            Scene scene = Scene.born(options, options.train(), Draws.of(1, "scene", 3));
            Walls walls = scene.walls(options, grid);
            ClassicalFlow flow = new ClassicalFlow(options, grid, walls);
            flow.step(walls);
            double[][] v = flow.velocity();
            double[][] again = grid.curl(grid.potential(v));
            for (int k = 0; k < v.length; k++) {
                for (int i = 0; i < grid.cells(); i++) {
                    if (walls.counts(grid, i)) {
                        assertEquals(v[k][i], again[k][i], 1e-3, "component " + k + " of cell " + i + " of " + cells);
                    }
                }
            }
        }
    }

    /** With sub-fields, two frames at a time, and the means that batch norm remembers. */
    @Test
    void aResumedRunIsTheOneThatNeverStopped() {
        PoolOptions learning = pool().space(List.of(2, 2)).time(2).build();
        Path file = folder.resolve("state.safetensors");
        double[] whole;
        double evaluated;
        try (StaggerSession session = session(learning, 9)) {
            session.trainer(null, List.of()).run();
            whole = weights(session);
            evaluated = session.task().evaluate().get("residual");
        }
        try (StaggerSession session = session(learning, 9)) {
            Trainer<?>[] trainer = new Trainer<?>[1];
            TrainListener stop = new TrainListener() {
                @Override
                public void onStep(StepReport report) {
                    if (report.progress().step() == 5) {
                        trainer[0].cancel();
                    }
                }
            };
            trainer[0] = session.trainer(file, List.of(stop));
            trainer[0].run();
        }
        try (StaggerSession session = session(learning, 9)) {
            Trainer<?> trainer = session.trainer(null, List.of());
            trainer.resume(file);
            trainer.run();
            assertArrayEquals(whole, weights(session));
            assertEquals(evaluated, session.task().evaluate().get("residual"));
        }
    }

    private static double[] weights(StaggerSession session) {
        return session.task().parameters().stream()
                .flatMapToDouble(p -> {
                    float[] values = p.value().stopGradient().toFloatArray();
                    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
                })
                .toArray();
    }

    @Test
    void environmentsThatAreNoNumbersBeginAnew() {
        StaggeredGrid grid = new StaggeredGrid(SMALL.size());
        Pool pool = new Pool(SMALL, grid, 2, 3, 1);
        float[][] values = new float[2][2 * grid.cells()];
        values[1][3] = 2;
        assertEquals(2, pool.frames(0).length);
        pool.store(0, values);
        assertArrayEquals(values, pool.frames(0));
        float[][] before = pool.frames(1);
        Scene scene = pool.scene(1);
        float[][] broken = {values[0], values[1].clone()};
        broken[1][7] = Float.NaN;
        pool.store(1, broken);
        broken[1][7] = (float) SMALL.largestPotential();
        pool.store(2, broken);
        assertEquals(2, pool.broken());
        assertNotEquals(scene.speed(), pool.scene(1).speed());
        assertFalse(Arrays.deepEquals(before, pool.frames(1)));
        Pool other = new Pool(SMALL, grid, 2, 3, 1);
        other.restore(pool.state(manager));
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(pool.frames(i), other.frames(i));
            assertArrayEquals(pool.scene(i).numbers(), other.scene(i).numbers());
        }
        assertEquals(2, other.broken());
        pool.resetNext();
        other.resetNext();
        assertFalse(Arrays.deepEquals(values, pool.frames(0)));
        assertArrayEquals(pool.frames(0), other.frames(0));
        assertEquals(3, Arrays.stream(pool.pick(3, 5)).distinct().count());
    }
}
