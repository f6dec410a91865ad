package io.fieldwork.fields.scene.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.Srgb;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExactPhotoTest {
    private static final Material WHITE = Material.matt(Texture.of(0xffffff));
    private static final Intrinsics LENS = new Intrinsics(40, 30, 55, 50, 19.2, 14.1, Distortion.none());
    private static final Viewpoint VIEW = Viewpoint.lookAt(LENS, new double[] {3, -2, 1.5}, new double[] {0.1, 0.2, 0});

    private static ExactScene scene(Part... parts) {
        return new ExactScene(List.of(parts), Light.afternoon(50, 20), false, Box.cube(1.5f), 50, 5);
    }

    /** Depths and normals of a ball on a plane against the roots of their equations. */
    @Test
    void depthOfBallAndPlaneIsExact() {
        Part ground = Part.endless("ground", Solid.below(-0.5), WHITE);
        Part ball = new Part("ball", Solid.ball(0.5), 0.2, 0.1, 0.05, 0.5, WHITE);
        ExactPhoto photo = ExactPhoto.of(scene(ground, ball), VIEW, 1, 1, null);
        double[] ray = new double[6];
        int seen = 0;
        for (int i = 0; i < 40 * 30; i++) {
            VIEW.ray(i % 40 + 0.5, i / 40 + 0.5, ray);
            double toBall = toBall(ray, 0.2, 0.1, 0.05, 0.5);
            double toGround = ray[5] < 0 ? (-0.5 - ray[2]) / ray[5] : Double.POSITIVE_INFINITY;
            double nearest = Math.min(toBall, toGround);
            if (nearest > 50) {
                assertEquals(-1, photo.parts()[i]);
                continue;
            }
            assertEquals(nearest, photo.distance()[i], 1e-6 * nearest, "pixel " + i);
            assertEquals(VIEW.depth(ray, nearest), photo.depth()[i], 1e-6 * nearest);
            double[] normal = {0, 0, 1};
            if (toBall < toGround) {
                seen++;
                double[] middle = {0.2, 0.1, 0.05};
                for (int k = 0; k < 3; k++) {
                    normal[k] = (ray[k] + toBall * ray[3 + k] - middle[k]) / 0.5;
                }
            }
            for (int k = 0; k < 3; k++) {
                assertEquals(normal[k], photo.normals()[3 * i + k], 1e-5);
            }
        }
        assertTrue(seen > 50);
    }

    private static double toBall(double[] ray, double x, double y, double z, double radius) {
        double[] from = {ray[0] - x, ray[1] - y, ray[2] - z};
        double half = from[0] * ray[3] + from[1] * ray[4] + from[2] * ray[5];
        double rest = from[0] * from[0] + from[1] * from[1] + from[2] * from[2] - radius * radius;
        double root = half * half - rest;
        return root < 0 ? Double.POSITIVE_INFINITY : -half - Math.sqrt(root);
    }

    /** Normals against differences of the depths of neighbouring rays, where one smooth part is seen. */
    @ParameterizedTest
    @ValueSource(strings = {"still-life", "courtyard", "sculpture", "room"})
    void normalsAreAcrossNeighbouringPoints(String name) {
        Scenery scenery = Scenery.named(name);
        Intrinsics lens = Intrinsics.ofFieldOfView(36, 24, scenery.fieldOfView());
        double[] stand = scenery.stand(Scenery.Purpose.TRAIN, 5, 9, Draws.of(3, "x", 0));
        Viewpoint view = Viewpoint.lookAt(
                lens, new double[] {stand[0], stand[1], stand[2]}, new double[] {stand[3], stand[4], stand[5]});
        ExactScene scene = scenery.at(0.3);
        Tracer tracer = new Tracer(scene, Candidates.of(scene));
        double[][] points = new double[3][];
        double[] normal = new double[3];
        int compared = 0;
        double[] worst = new double[1];
        for (int i = 0; i < 36 * 24; i++) {
            double x = i % 36 + 0.5;
            double y = i / 36 + 0.5;
            points[0] = hit(tracer, view, x, y);
            points[1] = hit(tracer, view, x + 1e-4, y);
            points[2] = hit(tracer, view, x, y + 1e-4);
            if (points[0] == null || points[1] == null || points[2] == null) {
                continue;
            }
            tracer.normal(points[0], normal);
            double[] across = cross(minus(points[2], points[0]), minus(points[1], points[0]));
            double length = Math.sqrt(across[0] * across[0] + across[1] * across[1] + across[2] * across[2]);
            double cosine = (across[0] * normal[0] + across[1] * normal[1] + across[2] * normal[2]) / length;
            worst[0] = Math.max(worst[0], 1 - cosine);
            compared += 1 - cosine < 1e-3 ? 1 : 0;
        }
        assertTrue(compared > 0.97 * count(tracer, view), compared + " agree, worst " + worst[0]);
    }

    private static int count(Tracer tracer, Viewpoint view) {
        int count = 0;
        for (int i = 0; i < 36 * 24; i++) {
            count += hit(tracer, view, i % 36 + 0.5, i / 36 + 0.5) == null ? 0 : 1;
        }
        return count;
    }

    private static double[] hit(Tracer tracer, Viewpoint view, double x, double y) {
        double[] ray = new double[6];
        view.ray(x, y, ray);
        double t = tracer.length(ray);
        return Double.isInfinite(t)
                ? null
                : new double[] {ray[0] + t * ray[3], ray[1] + t * ray[4], ray[2] + t * ray[5]};
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    @Test
    void aPhotographDoesNotDependOnThreads() {
        ExactScene scene = new StillLife().at(0);
        ExactPhoto all = ExactPhoto.of(scene, VIEW, 2, 1, null);
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            ExactPhoto single =
                    one.submit(() -> ExactPhoto.of(scene, VIEW, 2, 1, null)).join();
            assertArrayEquals(all.image().pixels(), single.image().pixels());
            assertArrayEquals(all.distance(), single.distance());
            assertArrayEquals(all.normals(), single.normals());
        }
    }

    /** A plane across the sun that nothing shades has the light that the law of Lambert gives; twice the exposure doubles it. */
    @Test
    void lightIsLambertsAndExposureAFactor() {
        Part ground = Part.endless("ground", Solid.below(0), Material.matt(Texture.of(0x808080)));
        ExactScene scene = scene(ground);
        Viewpoint above = Viewpoint.lookAt(LENS, new double[] {0.1, 0, 3}, new double[] {0, 0, 0});
        double albedo = Srgb.linear(0x808080)[0];
        Light light = scene.light();
        double expected =
                albedo * (0.9 * 0.5 * (light.zenith()[0] + light.horizon()[0]) + light.sunlight()[0] * light.sun()[2]);
        int bits = ExactPhoto.of(scene, above, 2, 1, null).image().pixels()[0] & 255;
        assertEquals(255 * Srgb.encoded(expected), bits, 0.6);
        int brighter = ExactPhoto.of(scene, above, 2, 1.7, null).image().pixels()[0] & 255;
        assertEquals(255 * Srgb.encoded(1.7 * expected), brighter, 0.6);
    }

    /** The shadow of half a ceiling is dark to its edge and goes over into light as far as the sun is wide. */
    @Test
    void shadowsAreAsWideAsTheSun() {
        Part ground = Part.endless("ground", Solid.below(0), WHITE);
        Part roof = Part.endless("roof", Solid.box(50, 50, 0.05).moved(-50, 0, 1), WHITE);
        Light noon = new Light(
                new double[] {0, 0, 1}, new double[] {1, 1, 1}, 0.1, new double[3], new double[3], new double[3]);
        ExactScene scene = new ExactScene(List.of(ground, roof), noon, false, Box.cube(1.5f), 50, 5);
        Tracer tracer = new Tracer(scene, Candidates.of(scene));
        double[] rgb = new double[3];
        double before = -1;
        for (double x = -0.2; x <= 0.2; x += 0.005) {
            double eye = 0.5;
            double slope = Math.sqrt(1 + 4 * 4);
            tracer.light(new double[] {x, -2, eye, 0, 4 / slope, -1 / slope}, rgb);
            assertTrue(rgb[0] >= before - 1e-6, "light at " + x);
            double seen = Math.clamp(x / (0.1 * 1.05), 0, 1);
            assertEquals(seen * seen * (3 - 2 * seen), rgb[0], 0.01, "light at " + x);
            before = rgb[0];
        }
    }

    /** No part reaches beyond the ball that it states, or rays would pass through it. */
    @ParameterizedTest
    @ValueSource(strings = {"still-life", "courtyard", "sculpture", "room"})
    void partsLieWithinTheirReach(String name) {
        Draws draws = Draws.of(1, name, 0);
        for (Part part : Scenery.named(name).at(0.4).parts()) {
            for (int i = 0; Double.isFinite(part.reach()) && i < 2000; i++) {
                double[] d = {draws.normal(3 * i), draws.normal(3 * i + 1), draws.normal(3 * i + 2)};
                double scale = part.reach() / Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
                double out = part.solid().distance(scale * d[0], scale * d[1], scale * d[2]);
                assertTrue(out > -1e-9, part.name() + " reaches beyond " + part.reach());
            }
        }
    }

    /** Distances change by at most the way, or sphere tracing would step through surfaces. */
    @ParameterizedTest
    @ValueSource(strings = {"still-life", "courtyard", "sculpture", "room"})
    void distancesChangeByAtMostTheWay(String name) {
        ExactScene scene = Scenery.named(name).at(0.7);
        Draws draws = Draws.of(2, name, 0);
        double size = 0.6 * scene.box().longest();
        for (int i = 0; i < 20_000; i++) {
            double[] p = {
                size * (2 * draws.uniform(6L * i) - 1),
                size * (2 * draws.uniform(6L * i + 1) - 1),
                size * draws.uniform(6L * i + 2)
            };
            double[] d = {0.1 * draws.normal(6L * i + 3), 0.1 * draws.normal(6L * i + 4), 0.1 * draws.normal(6L * i + 5)
            };
            double way = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
            double change =
                    Math.abs(scene.distance(p[0] + d[0], p[1] + d[1], p[2] + d[2]) - scene.distance(p[0], p[1], p[2]));
            assertTrue(change <= 1.0001 * way, "at " + p[0] + " " + p[1] + " " + p[2] + ": " + change + " in " + way);
        }
    }

    /** What is found of cells, without the parts that they leave out, is never farther than a point of the surface. */
    @ParameterizedTest
    @ValueSource(strings = {"still-life", "courtyard", "sculpture", "room"})
    void cellsLeaveOutNoSurface(String name) {
        ExactScene scene = Scenery.named(name).at(0.7);
        NearestPart nearest = new NearestPart(Candidates.of(scene));
        Tracer tracer = new Tracer(scene, Candidates.of(scene));
        Draws draws = Draws.of(5, name, 0);
        double size = scene.box().longest();
        for (int i = 0; i < 3000; i++) {
            double[] d = {draws.normal(4L * i), draws.normal(4L * i + 1), draws.normal(4L * i + 2)};
            double length = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
            double[] ray = {-0.7 * d[0] / length, 0.1 - d[1] / length, 1.3, d[0] / length, d[1] / length, d[2] / length
            };
            double t = tracer.length(ray);
            for (int k = 0; k < 10 && Double.isFinite(t); k++) {
                double[] off = new double[3];
                for (int c = 0; c < 3; c++) {
                    off[c] = 0.2 * size * (draws.uniform(100_000L + 30L * i + 3 * k + c) - 0.5);
                }
                double away = Math.sqrt(off[0] * off[0] + off[1] * off[1] + off[2] * off[2]);
                double found = nearest.distance(
                        ray[0] + t * ray[3] + off[0], ray[1] + t * ray[4] + off[1], ray[2] + t * ray[5] + off[2]);
                assertTrue(found <= away + 1e-6, found + " but a surface is " + away + " away");
            }
        }
    }

    /** What is in the way is masked wherever it changes a pixel, and leaves the rest as it was. */
    @Test
    void anOccluderChangesMaskedPixelsOnly() {
        ExactScene scene = new StillLife().at(0);
        Part figure = new Part("figure", Solid.ball(0.3), 1.5, -1, 0.7, 0.3, WHITE);
        ExactPhoto without = ExactPhoto.of(scene, VIEW, 2, 1, null);
        ExactPhoto with = ExactPhoto.of(scene, VIEW, 2, 1, figure);
        int masked = 0;
        for (int i = 0; i < 40 * 30; i++) {
            boolean black = with.mask().pixels()[3 * i] == 0;
            masked += black ? 1 : 0;
            for (int k = 0; k < 4 && !black; k++) {
                assertEquals(without.image().pixels()[4 * i + k], with.image().pixels()[4 * i + k]);
            }
        }
        assertTrue(masked > 20 && masked < 600, masked + " pixels");
        assertArrayEquals(without.distance(), with.distance());
    }
}
