package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Draws;
import java.util.List;

/**
 * A room with things that hide each other, seen from inside: 3.6 by 3 and 2.2 high around the origin, closed, z up. Cameras stand on a ring in
 * it and look across the room and at its walls. In time the ball on the table rolls.
 */
record Room() implements Scenery {
    private static final double FLOOR = -1.1;
    private static final double RING = 0.95;

    @Override
    public String name() {
        return "room";
    }

    @Override
    public String description() {
        return "A closed room with a table, a shelf, a pillar and things that hide each other.";
    }

    @Override
    public double fieldOfView() {
        return Math.toRadians(80);
    }

    @Override
    public String usualFormat() {
        return "nerfstudio";
    }

    @Override
    public int[] size() {
        return new int[] {192, 144};
    }

    /** Shadows are short, or the ceiling would be in the light. */
    @Override
    public ExactScene at(double time) {
        List<Part> parts = List.of(walls(), floor(), table(), shelf(), pillar(), chest(), ball(time));
        return new ExactScene(parts, Light.afternoon(50, 35), true, new Box(-2, -1.7f, -1.3f, 2, 1.7f, 1.3f), 9, 0.8);
    }

    private static Part walls() {
        Solid inside = Solid.box(1.8, 1.5, 1.3).moved(0, 0, 0.2);
        Solid shell = Solid.box(2.1, 1.8, 1.4).minus(inside);
        Solid ceiling = Solid.box(2.1, 1.8, 0.15).moved(0, 0, 1.25);
        Texture joint = Texture.of(0xd9d0c0);
        Texture bricks =
                Texture.of(0xb8805a).clouded(Texture.of(0xdab894), 0.35).bricked(joint, 0.42, 0.2);
        return Part.endless("walls", shell.plus(ceiling), Material.matt(bricks));
    }

    private static Part floor() {
        Texture light = Texture.of(0xcbb692).clouded(Texture.of(0xa98a5e), 0.3);
        Texture dark = Texture.of(0x6d5337).clouded(Texture.of(0x8a6b45), 0.2);
        return new Part(
                "floor", Solid.box(2.1, 1.8, 0.15), 0, 0, FLOOR - 0.15, 3, Material.matt(light.checkered(dark, 0.3)));
    }

    private static Part table() {
        Solid top = Solid.box(0.42, 0.3, 0.03).grown(0.01).moved(0, 0, 0.6);
        Solid leg = Solid.cylinder(0.05, 0.3).moved(0, 0, 0.3);
        Solid legs = leg.moved(0.34, 0.22, 0).plus(leg.moved(-0.34, 0.22, 0));
        Solid table = top.plus(legs).plus(legs.turned(180));
        Texture wood = Texture.of(0x9a6a3c).grained(Texture.of(0x6e4524), 0.09);
        return new Part("table", table.turned(15), 0.1, 0.1, FLOOR, 0.95, Material.matt(wood));
    }

    private static Part shelf() {
        Solid outer = Solid.box(0.2, 0.55, 0.75);
        Solid bay = Solid.box(0.2, 0.48, 0.2).moved(-0.06, 0, 0);
        Solid shelf = outer.minus(bay.moved(0, 0, 0.47)).minus(bay).minus(bay.moved(0, 0, -0.47));
        Texture paint = Texture.of(0x2f7d6b).clouded(Texture.of(0x7fb59a), 0.2);
        return new Part("shelf", shelf, 1.58, -0.3, FLOOR + 0.75, 1, Material.matt(paint));
    }

    private static Part pillar() {
        Solid pillar =
                Solid.cylinder(0.16, 1.12).plus(Solid.cylinder(0.24, 0.08).moved(0, 0, -1.04));
        Texture stone = Texture.of(0xcdbfa6).striped(Texture.of(0x9a6b52), 0.17);
        return new Part("pillar", pillar, -1.25, 0.95, 0, 1.2, Material.matt(stone));
    }

    private static Part chest() {
        Solid chest = Solid.box(0.36, 0.24, 0.22).grown(0.03).turned(-25);
        Texture planks = Texture.of(0x3f5f9a).clouded(Texture.of(0xa8b8d8), 0.14);
        return new Part("chest", chest, -1.05, -0.95, FLOOR + 0.25, 0.6, Material.matt(planks));
    }

    private static Part ball(double time) {
        double x = 0.1 + 0.2 * Math.sin(2 * Math.PI * time);
        Texture paint = Texture.of(0xd8431f).clouded(Texture.of(0xf2c14e), 0.1);
        return new Part("ball", Solid.ball(0.19), x, 0.1, FLOOR + 0.83, 0.19, Material.matt(paint));
    }

    @Override
    public double[] stand(Purpose purpose, int index, int count, Draws draws) {
        double angle = 2 * Math.PI * index / count;
        double shift = draws.uniform(10L * index) - 0.5;
        double height = new double[] {-0.2, 0.35, 0.75}[index % 3];
        return switch (purpose) {
            case TRAIN -> seen(RING + 0.2 * shift, angle, height, index % 2 == 0 ? 2.4 : -0.9, -0.55 * height - 0.25);
            case VALIDATION -> seen(RING, angle + 0.5, 0.3, 2.6, -0.4);
            case TEST -> seen(RING, angle + 0.13, 0.1 + 0.5 * (index % 2), index % 2 == 0 ? 2.2 : 2.9, -0.45);
            case EXTRAPOLATION -> seen(0.3, angle + 0.3, 0.5, 2.5, -0.5);
        };
    }

    /** A camera on the ring at an angle, which looks at a place on a ring of 1.2, so much further around. */
    private static double[] seen(double radius, double angle, double height, double turn, double at) {
        return new double[] {
            radius * Math.cos(angle),
            radius * Math.sin(angle),
            height,
            1.2 * Math.cos(angle + turn),
            1.2 * Math.sin(angle + turn),
            at
        };
    }
}
