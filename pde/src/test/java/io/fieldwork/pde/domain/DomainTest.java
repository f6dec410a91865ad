package io.fieldwork.pde.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DomainTest {
    private static final Draws DRAWS = Draws.of(3, "test", 0);
    private static final Domain LINE = Domain.interval("x", -1, 1).time(0, 2).periodic("x");
    private static final Domain CHANNEL = Domain.of(
                    Shapes.rectangle(0, 2, 0, 1)
                            .minus(Shapes.disc(0.5, 0.5, 0.2).named("hole")),
                    "x",
                    "y")
            .time(1, 3);

    @Test
    void describesItsCoordinates() {
        assertEquals(List.of("t", "x"), LINE.coordinates());
        assertEquals(2, LINE.dimensions());
        assertEquals(1, LINE.axis("x"));
        assertArrayEquals(new double[] {0, -1}, LINE.lower());
        assertArrayEquals(new double[] {2, 1}, LINE.upper());
        assertArrayEquals(new double[] {0, 2}, LINE.periods());
        Domain still = Domain.of(Shapes.disc(0, 0, 1), "x", "y");
        assertEquals(List.of("x", "y"), still.coordinates());
        assertArrayEquals(new double[2], still.periods());
        assertTrue(still.contains(new double[] {0.5, 0.5}));
        assertFalse(still.contains(new double[] {0.9, 0.9}));
        assertTrue(CHANNEL.contains(new double[] {1, 1.5, 0.5}));
        assertFalse(CHANNEL.contains(new double[] {0.9, 1.5, 0.5}), "before");
        assertFalse(CHANNEL.contains(new double[] {2, 0.5, 0.5}), "in the hole");
    }

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void pointsFillTheDomain(Sampling sampling) {
        int n = sampling == Sampling.GRID ? 20 : 4096;
        double[][] points = CHANNEL.points(n, sampling, DRAWS);
        assertTrue(Arrays.stream(points).allMatch(CHANNEL::contains));
        if (sampling != Sampling.GRID) {
            assertEquals(n, points.length);
        }
        double share = Arrays.stream(points).filter(p -> p[0] < 2 && p[1] > 1).count() / (double) points.length;
        assertEquals(0.5 / (2 - 0.04 * Math.PI), share, 0.03, "half the time, half the channel; four standard errors");
        assertTrue(Arrays.deepEquals(points, CHANNEL.points(n, sampling, DRAWS)));
    }

    @Test
    void latinHypercubeOfABoxKeepsItsCells() {
        double[][] points = LINE.points(64, Sampling.LHS, DRAWS);
        assertEquals(
                64,
                Arrays.stream(points)
                        .mapToInt(p -> (int) (p[0] * 32))
                        .distinct()
                        .count());
        assertEquals(
                64,
                Arrays.stream(points)
                        .mapToInt(p -> (int) ((p[1] + 1) * 32))
                        .distinct()
                        .count());
    }

    @Test
    void gridLeavesOutTheRepeatedEnd() {
        double[][] grid = LINE.grid(3, 4);
        assertEquals(12, grid.length);
        assertArrayEquals(new double[] {0, -1}, grid[0]);
        assertArrayEquals(new double[] {0, 0.5}, grid[3]);
        assertArrayEquals(new double[] {2, 0.5}, grid[11]);
        assertArrayEquals(
                new double[] {2, 1}, Domain.interval("x", -1, 1).time(0, 2).grid(3, 4)[11]);
    }

    @Test
    void initialPointsHaveTheInitialTime() {
        double[][] points = CHANNEL.initial(100, Sampling.SOBOL, DRAWS);
        assertEquals(100, points.length);
        assertTrue(Arrays.stream(points).allMatch(p -> p[0] == 1 && CHANNEL.contains(p)));
    }

    @Test
    void slicesAreSortedTimesAtTheSamePlaces() {
        double[][] points = CHANNEL.slices(8, 50, DRAWS);
        assertEquals(400, points.length);
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 50; j++) {
                double[] p = points[50 * i + j];
                assertEquals(points[50 * i][0], p[0]);
                assertTrue(i == 0 || points[50 * (i - 1)][0] < p[0]);
                assertArrayEquals(Arrays.copyOfRange(points[j], 1, 3), Arrays.copyOfRange(p, 1, 3));
                assertTrue(CHANNEL.contains(p));
            }
        }
        assertNotEquals(points[0][0], CHANNEL.slices(8, 50, Draws.of(3, "test", 1))[0][0]);
    }

    @Test
    void boundaryHasTimesAndSpatialNormals() {
        BoundarySample sample = CHANNEL.boundary(3000, DRAWS);
        assertEquals(Set.copyOf(CHANNEL.boundaryParts()), names(sample));
        assertEquals(
                2,
                Arrays.stream(sample.points()).mapToDouble(p -> p[0]).average().orElseThrow(),
                0.05);
        for (int i = 0; i < sample.size(); i++) {
            double[] p = sample.points()[i];
            double[] n = sample.normals()[i];
            assertTrue(CHANNEL.contains(new double[] {p[0], p[1] - 1e-8 * n[0], p[2] - 1e-8 * n[1]}));
            assertFalse(CHANNEL.contains(new double[] {p[0], p[1] + 1e-8 * n[0], p[2] + 1e-8 * n[1]}));
        }
        assertEquals(Set.of("hole", "top"), names(CHANNEL.boundary(200, DRAWS, "hole", "top")));
    }

    @Test
    void periodicSidesAreNoBoundary() {
        assertEquals(List.of(), LINE.boundaryParts());
        Domain pipe = Domain.of(Shapes.rectangle(0, 2, 0, 1), "x", "y").periodic("x");
        assertEquals(List.of("bottom", "top"), pipe.boundaryParts());
        BoundarySample sample = pipe.boundary(1000, DRAWS);
        assertEquals(1000, sample.size());
        assertTrue(Arrays.stream(sample.points()).allMatch(p -> p[1] == 0 || p[1] == 1));
        ShapeTest.assertMistake("no boundary left", () -> pipe.boundary(5, DRAWS, "left"));
        ShapeTest.assertMistake("periodic", () -> LINE.boundary(5, DRAWS));
    }

    @Test
    void windowsRestrictTime() {
        Domain window = LINE.time(0.5, 1);
        assertTrue(Arrays.stream(window.points(500, Sampling.UNIFORM, DRAWS)).allMatch(p -> 0.5 <= p[0] && p[0] <= 1));
        assertEquals(0.5, window.initial(1, Sampling.UNIFORM, DRAWS)[0][0]);
        assertArrayEquals(new double[] {0, 2}, window.periods());
        ShapeTest.assertMistake("below its upper end", () -> LINE.time(1, 1));
        assertEquals(2.1, LINE.time(1, 2.1).upper()[0], "time() may reach beyond");
    }

    @Test
    void purposesDrawIndependently() {
        double[][] points = LINE.points(2000, Sampling.UNIFORM, DRAWS);
        double covariance = IntStream.range(0, 2000)
                        .mapToDouble(i -> (points[i][0] - 1) * points[i][1])
                        .sum()
                / 2000;
        assertEquals(0, covariance, 4.0 / 3 / Math.sqrt(2000), "four standard errors");
    }

    @Test
    void mistakesAreNamed() {
        ShapeTest.assertMistake("no coordinate 'z'", () -> LINE.axis("z"));
        ShapeTest.assertMistake("periodic in 'y'", () -> LINE.periodic("y"));
        ShapeTest.assertMistake("periodic in 't'", () -> LINE.periodic("t"));
        ShapeTest.assertMistake(
                "cannot be joined",
                () -> Domain.of(Shapes.disc(0, 0, 1), "x", "y").periodic("x"));
        ShapeTest.assertMistake("dimensions", () -> Domain.of(Shapes.disc(0, 0, 1), "x"));
        ShapeTest.assertMistake("other than t", () -> Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "t"));
        ShapeTest.assertMistake("Domain.ofTime", () -> Domain.interval("x y", 0, 1));
        ShapeTest.assertMistake("told from", () -> Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "xx"));
        ShapeTest.assertMistake("different", () -> Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "x"));
        ShapeTest.assertMistake("no time", () -> Domain.interval("x", 0, 1).slices(2, 2, DRAWS));
        ShapeTest.assertMistake("no time", () -> Domain.interval("x", 0, 1).initial(5, Sampling.LHS, DRAWS));
        ShapeTest.assertMistake("positive count", () -> LINE.grid(3));
        ShapeTest.assertMistake("no boundary lid", () -> CHANNEL.boundary(5, DRAWS, "lid"));
    }

    private static Set<String> names(BoundarySample sample) {
        return IntStream.range(0, sample.size()).mapToObj(sample::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void timeAloneHasTheNameOfTime() {
        assertEquals(List.of("t"), Domain.interval("t", 2, 3).coordinates());
        assertEquals(Domain.ofTime(2, 3).time(), Domain.interval("t", 2, 3).time());
    }

    @Test
    void aChannelAroundABodyIsPeriodic() {
        Shape channel =
                Shapes.rectangle(0, 3, 0, 1).minus(Shapes.disc(1.4, 0.4, 0.25).named("body"));
        Domain pipe = Domain.of(channel, "r", "theta").time(0, 2).periodic("r");
        assertArrayEquals(new double[] {0, 3, 0}, pipe.periods());
        assertEquals(List.of("bottom", "top", "body"), pipe.boundaryParts());
        BoundarySample wall = pipe.boundary(500, DRAWS);
        assertEquals(500, wall.size());
        for (int i = 0; i < wall.size(); i++) {
            assertEquals(0, wall.name(i).equals("body") ? 0 : wall.normals()[i][0], "no point looks along the pipe");
        }
        double[][] pairs = pipe.opposite("r", 40, DRAWS);
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(new double[] {pairs[i][0], 3, pairs[i][2]}, pairs[40 + i]);
            assertEquals(0, pairs[i][1]);
        }
        Shape blocked = channel.minus(Shapes.rectangle(2.5, 3.5, 0.2, 0.6));
        ShapeTest.assertMistake(
                "not alike", () -> Domain.of(blocked, "r", "theta").periodic("r"));
    }

    @Test
    void aDifferenceEndsWhereItIsCut() {
        Shape rest = Shapes.rectangle(0, 4, -1, 1).minus(Shapes.rectangle(-1, 1.5, -2, 2));
        assertArrayEquals(new double[] {1.5, -1}, rest.lower());
        assertArrayEquals(
                new double[] {2.5, 2},
                Domain.of(rest, "x", "y").periodic("x", "y").periods(),
                1e-12);
    }
}
