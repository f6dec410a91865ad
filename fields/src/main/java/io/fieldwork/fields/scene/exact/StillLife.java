package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Draws;
import java.util.List;

/**
 * Things of many sizes on a round board, before nothing, as the scenes of NeRF-Synthetic are: within 1.5 of the origin, z up,
 * cameras on the upper half of a sphere of radius 4.03. In time the ball rolls around the middle and the cone turns.
 */
record StillLife() implements Scenery {
    private static final double BOARD = -0.5;
    private static final double RADIUS = 4.03;
    private static final double GOLDEN = Math.PI * (3 - Math.sqrt(5));

    @Override
    public String name() {
        return "still-life";
    }

    @Override
    public String description() {
        return "Ten things of many sizes, matt and glazed, on a wooden board before nothing.";
    }

    @Override
    public ExactScene at(double time) {
        double angle = -0.2 + 2 * Math.PI * time;
        Part ball = standing(
                "ball",
                Solid.ball(0.2),
                0.62 * Math.cos(angle),
                0.62 * Math.sin(angle),
                0.2,
                0.2,
                Material.glossy(Texture.of(0xd8431f)));
        Texture stripes = Texture.of(0xf2efe6).striped(Texture.of(0x2a6f4e), 0.083);
        Part cone = standing(
                "cone", Solid.cone(0.22, 0.02, 0.32).turned(360 * time), 0.62, 0.72, 0.32, 0.4, Material.matt(stripes));
        List<Part> parts = List.of(board(), vase(), ball, cone, ring(), die(), smallDie(), beads(), hoop(), sprout());
        return new ExactScene(parts, Light.afternoon(52, 35), false, Box.cube(1.5f), 9, 3);
    }

    /** A part whose place is so high above the board. */
    private static Part standing(
            String name, Solid solid, double x, double y, double height, double reach, Material material) {
        return new Part(name, solid, x, y, BOARD + height, reach, material);
    }

    private static Part board() {
        Texture wood = Texture.of(0xb98a58).grained(Texture.of(0x8d5f38), 0.11);
        Solid disc = Solid.cylinder(1.27, 0.05).grown(0.02);
        return standing("board", disc, 0, 0, -0.07, 1.4, new Material(wood, 0.02, 60));
    }

    private static Part vase() {
        Solid neck = Solid.cylinder(0.11, 0.2).moved(0, 0, 0.42);
        Solid lip = Solid.torus(0.15, 0.03).moved(0, 0, 0.62);
        Solid foot = Solid.cylinder(0.16, 0.03).moved(0, 0, -0.31);
        Solid body = Solid.ball(0.33).blended(neck, 0.3).blended(lip, 0.08).blended(foot, 0.12);
        Texture glaze = Texture.of(0xe9eef2).veined(Texture.of(0x1f4f9b), 0.13);
        return standing(
                "vase",
                body.minus(Solid.cylinder(0.09, 0.4).moved(0, 0, 0.7)),
                -0.32,
                0.42,
                0.34,
                0.75,
                Material.glossy(glaze));
    }

    private static Part ring() {
        Texture marble = Texture.of(0xd9d2c8).veined(Texture.of(0x6b4a3a), 0.06);
        return standing("ring", Solid.torus(0.22, 0.075), 0.05, -0.78, 0.075, 0.3, new Material(marble, 0.04, 150));
    }

    private static Part die() {
        Texture squares = Texture.of(0xf0c419).checkered(Texture.of(0x34302a), 0.13);
        return standing(
                "die",
                Solid.box(0.19, 0.19, 0.19).grown(0.02).turned(25),
                -0.62,
                -0.48,
                0.21,
                0.37,
                Material.matt(squares));
    }

    private static Part smallDie() {
        Texture stone = Texture.of(0x7b5ea7).clouded(Texture.of(0xe3d7f2), 0.04);
        return standing(
                "small die",
                Solid.box(0.09, 0.09, 0.09).grown(0.01).turned(-12),
                -0.6,
                -0.5,
                0.52,
                0.18,
                Material.matt(stone));
    }

    private static Part beads() {
        Solid beads = Solid.ball(0.035).moved(1.16, 0, 0).around(30);
        Texture first = Texture.of(0x1e88a8);
        Texture second = Texture.of(0xe85d75);
        Texture colors = (x, y, z, rgb) -> {
            long bead = Math.round(Math.atan2(y, x) / (2 * Math.PI / 30));
            (Math.floorMod(bead, 2) == 0 ? first : second).color(x, y, z, rgb);
        };
        return standing("beads", beads, 0, 0, 0.035, 1.2, Material.glossy(colors));
    }

    private static Part hoop() {
        Material brass = new Material(Texture.of(0xc9a227), 0.3, 120);
        return standing("hoop", Solid.torus(0.24, 0.018).tilted(78).turned(50), 0.25, 0.25, 0.252, 0.27, brass);
    }

    private static Part sprout() {
        Solid stem = Solid.ball(0.16)
                .blended(Solid.ball(0.11).moved(0.06, 0.04, 0.2), 0.12)
                .blended(Solid.ball(0.07).moved(-0.03, 0.07, 0.37), 0.1);
        Texture leaf = Texture.of(0x4f9d45).clouded(Texture.of(0xb7d968), 0.09);
        return standing("sprout", stem, 0.72, -0.42, 0.15, 0.5, Material.matt(leaf));
    }

    @Override
    public double[] stand(Purpose purpose, int index, int count, Draws draws) {
        double share = (index + 0.5) / count;
        double turn = 2 * Math.PI * draws.uniform(1_000_000);
        return switch (purpose) {
            case TRAIN -> seen(RADIUS, 0.05 + 0.9 * share, turn + GOLDEN * index, 0);
            case VALIDATION -> seen(RADIUS, 0.2 + 0.6 * share, turn + 1.1 + GOLDEN * index, 0);
            case TEST -> seen(RADIUS, 0.5 + 0.35 * Math.cos(4 * Math.PI * share), 2 * Math.PI * share, 0);
            case EXTRAPOLATION ->
                seen(2.2 + 0.8 * draws.uniform(10L * index), -0.08 + 0.5 * share, turn + GOLDEN * index, 0.4);
        };
    }

    /** A camera at a distance, a height in it and an angle, which looks a little beside the middle. */
    private static double[] seen(double radius, double height, double angle, double beside) {
        double across = radius * Math.sqrt(1 - height * height);
        double aside = angle + 1;
        return new double[] {
            across * Math.cos(angle),
            across * Math.sin(angle),
            radius * height,
            beside * Math.cos(aside),
            beside * Math.sin(aside),
            -0.15
        };
    }
}
