package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Draws;
import java.util.List;

/**
 * One matt thing of round and sharp forms before nothing, whose surface is to be found: within 1 of the origin, z up, seen from all sides but
 * from below. In time it turns.
 */
record Sculpture() implements Scenery {
    private static final double RADIUS = 3.4;
    private static final double GOLDEN = Math.PI * (3 - Math.sqrt(5));

    @Override
    public String name() {
        return "sculpture";
    }

    @Override
    public String description() {
        return "One matt thing of round and sharp forms, with a handle and a hollow, before nothing.";
    }

    @Override
    public ExactScene at(double time) {
        List<Part> parts = List.of(base(), body(360 * time), crown(360 * time));
        return new ExactScene(parts, Light.afternoon(52, 35), false, Box.cube(1.2f), 9, 2);
    }

    private static Part base() {
        Texture tiles = Texture.of(0xd8cfc0).checkered(Texture.of(0x6d5a4c), 0.14);
        Solid slab = Solid.box(0.5, 0.5, 0.09).grown(0.03).turned(20);
        return new Part("base", slab, 0, 0, -0.78, 0.85, Material.matt(tiles));
    }

    /** A belly that grows into a shoulder, with a ring as its handle and a hollow on the other side. */
    private static Part body(double degrees) {
        Solid belly = Solid.ball(0.42).blended(Solid.ball(0.27).moved(0.08, 0.05, 0.52), 0.3);
        Solid handle = Solid.torus(0.24, 0.075).tilted(90).moved(0.42, 0, 0.12);
        Solid hollow = Solid.ball(0.22).moved(-0.42, 0.1, 0.05);
        Solid whole = belly.blended(handle, 0.08).minus(hollow);
        Texture glaze = Texture.of(0xc8552e).clouded(Texture.of(0xf0d9a8), 0.16);
        return new Part("body", whole.turned(degrees), 0, 0, -0.3, 1, Material.matt(glaze));
    }

    private static Part crown(double degrees) {
        Solid die = Solid.box(0.17, 0.17, 0.17).grown(0.02).tilted(25).turned(30 + degrees);
        Texture stone = Texture.of(0x2f6f8f).clouded(Texture.of(0xd7e6e0), 0.09);
        return new Part("crown", die, 0.08, 0.05, 0.66, 0.36, Material.matt(stone));
    }

    @Override
    public double[] stand(Purpose purpose, int index, int count, Draws draws) {
        double share = (index + 0.5) / count;
        double turn = 2 * Math.PI * draws.uniform(1_000_000);
        return switch (purpose) {
            case TRAIN -> seen(RADIUS, -0.25 + 1.2 * share, turn + GOLDEN * index);
            case VALIDATION -> seen(RADIUS, 0.2 + 0.5 * share, turn + 1.1 + GOLDEN * index);
            case TEST -> seen(RADIUS, 0.35 + 0.4 * Math.cos(4 * Math.PI * share), 2 * Math.PI * share);
            case EXTRAPOLATION -> seen(0.7 * RADIUS, -0.3 + 1.1 * share, turn + 0.5 + GOLDEN * index);
        };
    }

    /** A camera at a distance, a height in it and an angle, which looks at the middle. */
    private static double[] seen(double radius, double height, double angle) {
        double across = radius * Math.sqrt(1 - height * height);
        return new double[] {across * Math.cos(angle), across * Math.sin(angle), radius * height, 0, 0, -0.05};
    }
}
