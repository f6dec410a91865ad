package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Draws;
import java.util.List;

/**
 * A courtyard with a fountain, in metres: arcades 9 m away all around, columns in a ring before them, a tower and hills
 * beyond, the sky. Cameras stand in a ring of radius 3.7 around the fountain, at three heights, and look inwards. In time the
 * glazed ball floats up and down and the crate turns.
 */
record Courtyard() implements Scenery {
    private static final double RING = 3.7;

    @Override
    public String name() {
        return "courtyard";
    }

    @Override
    public String description() {
        return "A fountain in a courtyard with arcades, a tower and hills beyond them, and the sky.";
    }

    @Override
    public double fieldOfView() {
        return Math.toRadians(68);
    }

    @Override
    public String usualFormat() {
        return "nerfstudio";
    }

    @Override
    public int[] size() {
        return new int[] {240, 160};
    }

    @Override
    public ExactScene at(double time) {
        Part ball = new Part(
                "ball",
                Solid.ball(0.24),
                0,
                0,
                1.5 + 0.2 * Math.sin(2 * Math.PI * time),
                0.24,
                Material.glossy(Texture.of(0x20568f)));
        List<Part> parts = List.of(
                ground(),
                arcades(),
                roof(),
                columns(),
                basin(),
                water(),
                pillar(),
                ball,
                crate(90 * time),
                jars(),
                bench(),
                cypresses(),
                tower(),
                hills());
        return new ExactScene(parts, Light.afternoon(44, 155), true, new Box(-11, -11, -0.1f, 11, 11, 6), 400, 20);
    }

    private static Part ground() {
        Texture warm = Texture.of(0xa89b86).clouded(Texture.of(0xc2b8a6), 0.5);
        Texture cool = Texture.of(0x77706a).clouded(Texture.of(0x9c958d), 0.35);
        Texture paved = warm.checkered(cool, 0.9);
        Texture grass = Texture.of(0x5d6f38).clouded(Texture.of(0x8b8a4c), 3);
        Texture both =
                (x, y, z, rgb) -> (Math.max(Math.abs(x), Math.abs(y)) < 10.8 ? paved : grass).color(x, y, z, rgb);
        return new Part("ground", Solid.below(-0.4), 0, 0, 0.4, Double.POSITIVE_INFINITY, Material.matt(both));
    }

    /** Four walls of five arches each, with a wall behind them. */
    private static Part arcades() {
        Solid top = Solid.cylinder(0.85, 1).tilted(90).turned(90).moved(0, 0, 2.1);
        Solid arch = top.plus(Solid.box(1, 0.85, 1.1).moved(0, 0, 1));
        Solid row = arch.turned(90).inRow(3.4, 2).turned(-90);
        Solid wall = Solid.box(0.35, 9.9, 2).moved(9.35, 0, 2).minus(row.moved(9.35, 0, 0));
        Solid behind = Solid.box(0.1, 11, 2).moved(10.9, 0, 2);
        Texture joint = Texture.of(0xb9ab98);
        Texture bricks = Texture.of(0xb5744f).clouded(Texture.of(0xc99a74), 0.4).bricked(joint, 0.5, 0.2);
        return Part.endless("arcades", wall.plus(behind).around(4), Material.matt(bricks));
    }

    private static Part roof() {
        Solid cornice = Solid.box(1.1, 11.2, 0.1).moved(10.05, 0, 4.1).around(4);
        Texture slate = Texture.of(0x8a8378).clouded(Texture.of(0xa39c90), 0.6);
        return Part.endless("roof", cornice, Material.matt(slate));
    }

    /** Twelve columns that carry a ring of stone. */
    private static Part columns() {
        Solid shaft = Solid.cone(0.2, 0.16, 1.3).moved(0, 0, 1.5);
        Solid base = Solid.box(0.26, 0.26, 0.1).moved(0, 0, 0.1);
        Solid capital = Solid.box(0.26, 0.26, 0.08).moved(0, 0, 2.86);
        Solid column = shaft.plus(base).plus(capital).moved(6.6, 0, 0).around(12);
        Solid beam = Solid.cylinder(6.9, 0.13).minus(Solid.cylinder(6.3, 0.5)).moved(0, 0, 3.07);
        Texture stone = Texture.of(0xcfc6b4).clouded(Texture.of(0xa99f8c), 0.3);
        return new Part("columns", column.plus(beam), 0, 0, 0, 7.7, Material.matt(stone));
    }

    private static Part basin() {
        Solid rim = Solid.torus(1.1, 0.1).moved(0, 0, 0.42);
        Solid bowl = Solid.cylinder(1.14, 0.2)
                .moved(0, 0, 0.2)
                .minus(Solid.cylinder(1.02, 0.3).moved(0, 0, 0.4));
        Texture marble = Texture.of(0xdad5cc).veined(Texture.of(0x8c7f76), 0.18);
        return new Part("basin", bowl.blended(rim, 0.06), 0, 0, 0, 1.4, new Material(marble, 0.03, 100));
    }

    private static Part water() {
        Texture deep = Texture.of(0x1c4a4f).clouded(Texture.of(0x2b6a68), 0.3);
        return new Part("water", Solid.cylinder(1.03, 0.02), 0, 0, 0.3, 1.1, new Material(deep, 0.04, 400));
    }

    private static Part pillar() {
        Solid shaft = Solid.cone(0.2, 0.1, 0.45).moved(0, 0, 0.6);
        Solid dish = Solid.cylinder(0.34, 0.03).grown(0.02).moved(0, 0, 1.1);
        Texture stone = Texture.of(0xcdbfa6).striped(Texture.of(0x9a6b52), 0.11);
        return new Part("pillar", shaft.blended(dish, 0.15), 0, 0, 0, 1.3, Material.matt(stone));
    }

    private static Part crate(double degrees) {
        Texture planks = Texture.of(0x9a6a3c).grained(Texture.of(0x6e4524), 0.09);
        Solid crate = Solid.box(0.32, 0.32, 0.32).grown(0.02).turned(30 + degrees);
        return new Part("crate", crate, 1.55, 1.1, 0.34, 0.6, Material.matt(planks));
    }

    /** Three glazed jars of falling size. */
    private static Part jars() {
        Solid large = jar(1).moved(0, 0, 0);
        Solid middle = jar(0.7).moved(0.5, 0.35, 0);
        Solid small = jar(0.45).moved(0.2, -0.5, 0);
        Texture glaze = Texture.of(0x2f7d6b).clouded(Texture.of(0xd9b44a), 0.16);
        return new Part("jars", large.plus(middle).plus(small), -1.75, -0.5, 0, 1.2, Material.glossy(glaze));
    }

    private static Solid jar(double size) {
        Solid belly = Solid.ball(0.28 * size).moved(0, 0, 0.3 * size);
        Solid neck = Solid.cylinder(0.13 * size, 0.1 * size).moved(0, 0, 0.6 * size);
        Solid lip = Solid.torus(0.15 * size, 0.03 * size).moved(0, 0, 0.7 * size);
        return belly.blended(neck, 0.18 * size).blended(lip, 0.06 * size);
    }

    private static Part bench() {
        Solid seat = Solid.box(0.7, 0.2, 0.04).grown(0.01).moved(0, 0, 0.45);
        Solid leg = Solid.box(0.06, 0.16, 0.21).moved(0, 0, 0.21);
        Solid bench =
                seat.plus(leg.moved(-0.5, 0, 0)).plus(leg.moved(0.5, 0, 0)).turned(100);
        Texture paint = Texture.of(0xb6412e).clouded(Texture.of(0x8d2f22), 0.2);
        return new Part("bench", bench, 0.4, -1.9, 0, 0.95, Material.matt(paint));
    }

    /** Four slender trees in the corners. */
    private static Part cypresses() {
        Solid crown = Solid.cone(0.5, 0.05, 1.7)
                .moved(0, 0, 2.3)
                .blended(Solid.ball(0.45).moved(0, 0, 0.9), 0.3);
        Solid trunk = Solid.cylinder(0.09, 0.5).moved(0, 0, 0.4);
        Solid tree = crown.plus(trunk).moved(7.6, 0, 0).around(4).turned(45);
        Texture needles = Texture.of(0x2f4a2c).clouded(Texture.of(0x5b7440), 0.13);
        return new Part("cypresses", tree, 0, 0, 0, 9, Material.matt(needles));
    }

    private static Part tower() {
        Solid shaft = Solid.box(1.8, 1.8, 6).moved(0, 0, 6);
        Solid top = Solid.box(2.1, 2.1, 0.3).moved(0, 0, 12);
        Solid tip = Solid.cone(2, 0.1, 1.6).moved(0, 0, 13.9);
        Texture plaster = Texture.of(0xe0cfae).striped(Texture.of(0xc2835c), 1.07);
        return new Part("tower", shaft.plus(top).plus(tip), 19, 12, 0, 17, Material.matt(plaster));
    }

    private static Part hills() {
        Solid hill = Solid.ball(60).moved(130, 0, -42);
        Texture woods = Texture.of(0x57703f).clouded(Texture.of(0x8d9a5b), 9);
        return Part.endless("hills", hill.around(5).turned(20), Material.matt(woods));
    }

    @Override
    public double[] stand(Purpose purpose, int index, int count, Draws draws) {
        double shift = draws.uniform(10L * index) - 0.5;
        double angle = 2 * Math.PI * index / count;
        return switch (purpose) {
            case TRAIN -> seen(RING + 0.4 * shift, angle, new double[] {0.9, 1.6, 2.5}[index % 3], 0.85, 0);
            case VALIDATION -> seen(RING, angle + 0.5, 1.4, 0.85, 0);
            case TEST -> seen(RING + 0.3 * shift, angle + 2 * Math.PI / 97, 1.2 + 0.9 * (index % 2), 0.85, 0);
            case EXTRAPOLATION -> seen(index % 2 == 0 ? 2.4 : 5.2, angle + 0.3, index % 3 == 0 ? 3.4 : 0.7, 0.9, 0.9);
        };
    }

    /** A camera in the ring, which looks at a height a little beside the middle. */
    private static double[] seen(double radius, double angle, double height, double at, double beside) {
        return new double[] {
            radius * Math.cos(angle),
            radius * Math.sin(angle),
            height,
            beside * Math.cos(angle + 1.5),
            beside * Math.sin(angle + 1.5),
            at
        };
    }
}
