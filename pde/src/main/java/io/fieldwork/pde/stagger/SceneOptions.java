package io.fieldwork.pde.stagger;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.stagger.flow.Momentum;
import io.fieldwork.pde.stagger.flow.Scheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flows that are learned: a box of cells with sides of 1, what stands in it, and the fluid; block {@code data} of kind {@code stagger}.
 *
 * @param grid cells along each axis, the stream along the last; default [48, 96]
 * @param bodies to train on, some of disc, box, pipe, wing, cross; default disc, box and, in a plane, pipe
 * @param heldOut bodies to test on; default wing and cross
 * @param boundary {@code walls}, the default, with a stream through both ends, or {@code periodic}, where moving bodies stir
 * @param moving whether bodies move; default true
 * @param speed largest of the stream, and of a turning surface; default 1
 * @param density of the fluid; default 1
 * @param viscosity of the fluid, dynamic; default 0.5
 * @param step time between frames; default 4
 */
@Buildable
public record SceneOptions(
        @Nullable List<Integer> grid,
        @Nullable List<String> bodies,
        @Nullable List<String> heldOut,
        @Nullable String boundary,
        @Nullable Boolean moving,
        @Nullable Double speed,
        @Nullable Double density,
        @Nullable Double viscosity,
        @Nullable Double step) {
    private static final int LEAST = 16;
    private static final int MOST = 1024;

    /** Fills in defaults and rejects values outside their range. */
    public SceneOptions {
        grid = grid == null ? List.of(48, 96) : List.copyOf(grid);
        boolean plane = grid.size() == 2;
        require(
                (plane || grid.size() == 3) && grid.stream().allMatch(n -> n >= LEAST && n <= MOST),
                "data.grid",
                grid,
                "two or three numbers of cells from " + LEAST + " to " + MOST);
        bodies = bodies == null ? plane ? List.of("disc", "box", "pipe") : List.of("disc", "box") : List.copyOf(bodies);
        heldOut = heldOut == null ? List.of("wing", "cross") : List.copyOf(heldOut);
        boundary = boundary == null ? "walls" : boundary;
        UserError.oneOf("data.boundary", boundary, List.of("walls", "periodic"));
        moving = moving == null || moving;
        speed = speed == null ? 1 : speed;
        require(speed > 0 && speed <= 100, "data.speed", speed, "a number between 0 and 100");
        density = density == null ? 1 : density;
        viscosity = viscosity == null ? 0.5 : viscosity;
        step = step == null ? 4 : step;
        require(density > 0 && density <= 1e3, "data.density", density, "a number between 0 and 1000");
        require(viscosity > 0 && viscosity <= 1e3, "data.viscosity", viscosity, "a number between 0 and 1000");
        require(step > 0 && step <= 100, "data.step", step, "a number between 0 and 100");
        for (List<String> names : List.of(bodies, heldOut)) {
            String key = names == bodies ? "data.bodies" : "data.heldOut";
            require(!names.isEmpty(), key, names, "at least one body");
            boolean pipes = names.stream().map(name -> Body.of(key, name)).anyMatch(Body.PIPE::equals);
            require(!pipes || plane && boundary.equals("walls"), key, names, "no pipe in space or in a periodic box");
        }
    }

    /** {@return the box} */
    public GridSize size() {
        return new GridSize(grid.stream().mapToInt(n -> n).toArray());
    }

    /** {@return whether the box has no walls} */
    public boolean periodic() {
        return boundary.equals("periodic");
    }

    /** {@return the momentum equation from frame to frame} */
    public Momentum momentum() {
        return new Momentum(density, viscosity, 1, step, Scheme.SEMI_IMPLICIT);
    }

    /** {@return a bound on vector potentials that flows of these scenes stay far from} */
    double largestPotential() {
        return 4 * speed * size().points(0);
    }

    /** {@return the same for pressures} */
    double largestPressure() {
        return 100 * density * speed * speed;
    }

    Body[] train() {
        return bodies.stream().map(name -> Body.of("data.bodies", name)).toArray(Body[]::new);
    }

    Body[] test() {
        return heldOut.stream().map(name -> Body.of("data.heldOut", name)).toArray(Body[]::new);
    }

    /** {@return equal parts of a frame in which the repetitions of the classical solver converge at up to about twice the largest speed} */
    public int parts() {
        return (int) Math.ceil(step * (4 * viscosity / density + 4 * speed));
    }
}
