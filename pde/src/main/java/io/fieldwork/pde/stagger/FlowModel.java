package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.pde.stagger.flow.FlowPhysics;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.pde.stagger.flow.WallTensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Sub-solvers that make the next frame of a flow by changes of vector potential and pressure, both of mean zero over the whole box. The
 * setting is that of Wandel et al. (2021); ours is that the networks also see the defect, which is how far the old frame is from
 * solving the equation between the new walls, that defects come to them as multiples of their {@linkplain #level level}, and that what they
 * answer is multiplied by it: they learn to correct, equally well at all sizes, and change nothing where nothing is wrong. Answers also have
 * a learned gain that starts at 0 (ReZero, Bachlechner et al. 2021): whoever has not learned yet changes nothing, and so spoils no pool.
 *
 * <p>The defect is that of the fine grid. So a sub-solver of a sub-field sees, through the differences in it, one cell of its neighbours to each side, and not its own sub-field alone.
 */
public final class FlowModel implements AutoCloseable {
    private static final double LEAST = 1e-12;
    private static final String TEXT = """
            def level(self, loss: Tensor) -> Tensor:
              return torch.reshape(torch.sqrt(torch.add(loss, %1$e)), %2$s)
            def inputs(self, a: Tensor, p: Tensor, v: Tensor, solid: Tensor, wall: Tensor, counted: Tensor) -> Tensor:
              flow = torch.rsub(solid, 1)
              b = torch.div(a, %3$e)
              q = torch.div(p, %4$e)
              u = torch.div(torch.mul(v, counted), %5$e)
              w = torch.div(wall, %5$e)
              return torch.cat([q, b, u, flow, w, solid, torch.mul(flow, q), torch.mul(flow, u), torch.mul(solid, u)], 1)
            def defect(self, r: Tensor, v: Tensor, given: Tensor, wall: Tensor, counted: Tensor, level: Tensor) -> Tensor:
              free = torch.mul(torch.rsub(given, 1), r)
              held = torch.mul(given, torch.sub(wall, v))
              return torch.div(torch.mul(torch.cat([free, held], 1), counted), level)
            def potential(self, a: Tensor, change: Tensor, level: Tensor) -> Tensor:
              sum = torch.add(a, torch.mul(change, torch.mul(level, %6$e)))
              y = torch.clamp(sum, -%7$e, %7$e)
              return torch.sub(y, torch.mean(y, %8$s, True))
            def pressure(self, p: Tensor, change: Tensor, level: Tensor) -> Tensor:
              sum = torch.add(p, torch.mul(change, level))
              y = torch.clamp(sum, -%9$e, %9$e)
              return torch.sub(y, torch.mean(y, %8$s, True))
            """;

    private final Script script;
    private final FlowPhysics physics;
    private final Stagger stagger;
    private final SubSolvers solvers;
    private final int potentials;
    private final Parameter gain;

    /**
     * Frames of some samples.
     *
     * @param potential [samples, 1 or 3, cells along each axis]
     * @param pressure [samples, 1, cells]
     */
    public record Frames(NDArray potential, NDArray pressure) {}

    /**
     * Sub-solvers of a flow.
     *
     * @param solvers with {@link #in} channels in and one more out than a potential has components
     */
    FlowModel(NDManager owner, SceneOptions scenes, FlowPhysics physics, Stagger stagger, SubSolvers solvers) {
        this.physics = physics;
        this.stagger = stagger;
        this.solvers = solvers;
        int axes = scenes.size().axes();
        potentials = StaggeredGrid.potentials(axes);
        script = Script.compile(owner, text(scenes, axes, stagger.time()));
        long[] gains = new long[axes + 3];
        Arrays.fill(gains, 1);
        gains[1] = stagger.pieces();
        gains[2] = potentials + 1;
        NDArray zero = owner.zeros(new Shape(gains));
        Scopes.keep(zero);
        gain = new Parameter("gain", zero, Parameter.Group.DENSE);
    }

    private static String text(SceneOptions scenes, int axes, int time) {
        String column = "[-1, " + String.join(", ", Collections.nCopies(axes + 1, "1")) + "]";
        double speed = scenes.speed();
        return String.format(
                Locale.ROOT,
                TEXT,
                LEAST,
                column,
                speed * scenes.size().points(0) / 2,
                scenes.density() * speed * speed,
                speed,
                time * scenes.step() / scenes.density(),
                scenes.largestPotential(),
                axes == 2 ? "[2, 3]" : "[2, 3, 4]",
                scenes.largestPressure());
    }

    /** Channels that a network sees: p, a, v, flow, given v, solid, p and v in the fluid, v in what is solid, and defects of both kinds of v. */
    static int in(int axes) {
        return 4 + StaggeredGrid.potentials(axes) + 6 * axes;
    }

    /** {@return the parameters of the sub-solvers and the factors of their answers, which start at 0} */
    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(solvers.parameters());
        all.add(gain);
        return all;
    }

    /** {@return frames later by the time factor, between the walls of that time} */
    Frames step(Frames now, WallTensors walls, boolean training) {
        NDArray v = physics.velocity(now.potential());
        NDArray residual = physics.residual(v, v, now.pressure());
        NDArray level = level(physics.loss(residual, v, walls));
        NDArray given = walls.given();
        NDArray wall = walls.velocity();
        NDArray counted = walls.counted();
        NDArray inputs = script.call("inputs", now.potential(), now.pressure(), v, walls.solid(), wall, counted)[0];
        NDArray defect = script.call("defect", residual, v, given, wall, counted, level)[0];
        NDArray pieces = stagger.split(inputs.concat(defect, 1));
        NDArray answers = solvers.apply(pieces, 0, training).mul(gain.value());
        NDList change = stagger.arrange(answers).split(new long[] {potentials}, 1);
        return new Frames(
                script.call("potential", now.potential(), change.get(0), level)[0],
                script.call("pressure", now.pressure(), change.get(1), level)[0]);
    }

    /** The size of defects [samples, 1, ...], the root of the loss if nothing changed. */
    private NDArray level(NDArray loss) {
        return script.call("level", loss)[0];
    }

    static Shape shape(StaggeredGrid grid, long samples, long channels) {
        long[] all = new long[grid.axes() + 2];
        all[0] = samples;
        all[1] = channels;
        for (int k = 0; k < grid.axes(); k++) {
            all[k + 2] = grid.size().points(k);
        }
        return new Shape(all);
    }

    /** {@return frames as tensors, of which each array has potential and pressure one behind the other} */
    static Frames frames(NDManager manager, StaggeredGrid grid, float[][] each) {
        int cells = grid.cells();
        int potentials = StaggeredGrid.potentials(grid.axes());
        float[] a = new float[each.length * potentials * cells];
        float[] p = new float[each.length * cells];
        for (int s = 0; s < each.length; s++) {
            System.arraycopy(each[s], 0, a, s * potentials * cells, potentials * cells);
            System.arraycopy(each[s], potentials * cells, p, s * cells, cells);
        }
        return new Frames(
                manager.create(a, shape(grid, each.length, potentials)),
                manager.create(p, shape(grid, each.length, 1)));
    }

    @Override
    public void close() {
        script.close();
    }
}
