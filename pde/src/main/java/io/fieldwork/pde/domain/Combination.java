package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A union, difference or intersection of shapes, nested to any depth. A point of its boundary lies on the boundary of a
 * piece and has the combination on one side only. Candidates come from the pieces in proportion to the measure of their
 * boundaries and are kept if that holds; so the kept ones are uniform whatever share of each piece remains. Where
 * boundaries coincide, only those of the first piece count.
 */
final class Combination implements Shape {
    private static final int PROBES = 1 << 15;
    private static final Draws PROBE = Draws.of(0, "probe", 0);

    private final List<Shape> pieces;
    private final Predicate<double[]> inside;
    private final double[] lower;
    private final double[] upper;
    private final List<String> parts;
    private final double[] running;
    private final double step;
    private final double measure;

    private Combination(String what, List<Shape> pieces, Predicate<double[]> inside, double[] lower, double[] upper) {
        this.pieces = pieces;
        this.inside = inside;
        this.lower = lower;
        this.upper = upper;
        this.parts = pieces.stream()
                .flatMap(piece -> piece.parts().stream())
                .distinct()
                .toList();
        this.running = Uniform.running(
                pieces.stream().mapToDouble(Shape::boundaryMeasure).toArray());
        this.measure = IntStream.range(0, lower.length).allMatch(axis -> lower[axis] < upper[axis])
                ? measured(lower, upper, inside)
                : 0;
        if (measure == 0) {
            throw new UserError("The " + what + " of the two shapes is empty, or too thin to be found.");
        }
        this.step = step();
    }

    /** Distance of the test points from a boundary point: far below the size, far above the rounding of the pieces. */
    private double step() {
        double extent = IntStream.range(0, lower.length)
                .mapToDouble(axis -> upper[axis] - lower[axis])
                .max()
                .getAsDouble();
        double rounding = pieces.stream()
                .flatMapToDouble(
                        piece -> DoubleStream.concat(Arrays.stream(piece.lower()), Arrays.stream(piece.upper())))
                .map(Math::ulp)
                .max()
                .getAsDouble();
        return Math.max(1e-9 * extent, 64 * rounding);
    }

    static Shape union(Shape a, Shape b) {
        List<Shape> pieces = pieces(a, b);
        return new Combination(
                "union",
                pieces,
                point -> a.contains(point) || b.contains(point),
                both(a.lower(), b.lower(), Math::min),
                both(a.upper(), b.upper(), Math::max));
    }

    static Shape difference(Shape a, Shape b) {
        List<Shape> pieces = pieces(a, b);
        double[] lower = a.lower();
        double[] upper = a.upper();
        if (b instanceof BoxShape cut) {
            cutEnd(lower, upper, cut);
        }
        return new Combination("difference", pieces, point -> a.contains(point) && !b.contains(point), lower, upper);
    }

    /** Shortens a box from which another one takes a whole end. */
    private static void cutEnd(double[] lower, double[] upper, BoxShape cut) {
        int[] open = IntStream.range(0, lower.length)
                .filter(axis -> cut.lower()[axis] > lower[axis] || cut.upper()[axis] < upper[axis])
                .toArray();
        if (open.length != 1) {
            return;
        }
        int axis = open[0];
        if (cut.lower()[axis] <= lower[axis]) {
            lower[axis] = Math.max(lower[axis], cut.upper()[axis]);
        } else if (cut.upper()[axis] >= upper[axis]) {
            upper[axis] = Math.min(upper[axis], cut.lower()[axis]);
        }
    }

    static Shape intersection(Shape a, Shape b) {
        List<Shape> pieces = pieces(a, b);
        return new Combination(
                "intersection",
                pieces,
                point -> a.contains(point) && b.contains(point),
                both(a.lower(), b.lower(), Math::max),
                both(a.upper(), b.upper(), Math::min));
    }

    private static List<Shape> pieces(Shape a, Shape b) {
        if (a.dimensions() != b.dimensions()) {
            throw new UserError("Shapes combine only in the same space, but one has " + a.dimensions()
                    + " dimensions and the other " + b.dimensions() + ".");
        }
        return Stream.of(a, b)
                .flatMap(shape -> shape instanceof Combination deeper ? deeper.pieces.stream() : Stream.of(shape))
                .toList();
    }

    private static double[] both(double[] a, double[] b, DoubleBinaryOperator choice) {
        return IntStream.range(0, a.length)
                .mapToDouble(axis -> choice.applyAsDouble(a[axis], b[axis]))
                .toArray();
    }

    /** The share of a box that satisfies a condition, times the box. */
    static double measured(double[] lower, double[] upper, Predicate<double[]> inside) {
        BoxShape box = new BoxShape(lower, upper);
        double[][] points = Sampling.SOBOL.points(PROBES, lower, upper, point -> true, PROBE);
        return box.measure() * Arrays.stream(points).filter(inside).count() / PROBES;
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    @Override
    public boolean contains(double[] point) {
        return inside.test(point);
    }

    @Override
    public List<String> parts() {
        return parts;
    }

    @Override
    public double measure() {
        return measure;
    }

    /** Measured anew by each call: the share of each piece's boundary that is left. */
    @Override
    public double boundaryMeasure() {
        return IntStream.range(0, pieces.size())
                .mapToDouble(i -> pieces.get(i).boundaryMeasure() * shareLeft(i))
                .sum();
    }

    private double shareLeft(int piece) {
        BoundarySample sample = pieces.get(piece).boundary(PROBES, PROBE);
        return (double) IntStream.range(0, PROBES)
                        .filter(row -> outward(piece, sample.points()[row], sample.normals()[row]) != 0)
                        .count()
                / PROBES;
    }

    @Override
    public Shape named(String name) {
        return new Combination(
                "whole", pieces.stream().map(piece -> piece.named(name)).toList(), inside, lower, upper);
    }

    @Override
    public BoundarySample boundary(int n, Draws draws) {
        return Sampling.enough(
                n,
                tried -> attempt(tried, n, draws),
                BoundarySample::size,
                "So little is left of the boundaries of the combined shapes that " + n
                        + " points on it were not found.");
    }

    private BoundarySample attempt(int tried, int most, Draws draws) {
        int[] piece = Arrays.stream(Uniform.spread(tried, draws))
                .mapToInt(u -> Uniform.pick(running, u * running[running.length - 1]))
                .toArray();
        List<BoundarySample> candidates = IntStream.range(0, pieces.size())
                .mapToObj(i -> pieces.get(i).boundary(count(piece, i), Uniform.fork(draws, "piece" + i)))
                .toList();
        int[] next = new int[pieces.size()];
        List<double[]> points = new ArrayList<>();
        List<double[]> normals = new ArrayList<>();
        List<Integer> part = new ArrayList<>();
        for (int k = 0; k < tried && points.size() < most; k++) {
            BoundarySample candidate = candidates.get(piece[k]);
            int row = next[piece[k]]++;
            int side = outward(piece[k], candidate.points()[row], candidate.normals()[row]);
            if (side != 0) {
                points.add(candidate.points()[row]);
                normals.add(Arrays.stream(candidate.normals()[row])
                        .map(component -> side * component)
                        .toArray());
                part.add(parts.indexOf(candidate.name(row)));
            }
        }
        return new BoundarySample(
                points.toArray(double[][]::new),
                normals.toArray(double[][]::new),
                part.stream().mapToInt(Integer::intValue).toArray(),
                parts);
    }

    private static int count(int[] piece, int which) {
        return (int) Arrays.stream(piece).filter(i -> i == which).count();
    }

    /** 1 if a piece's normal points out of the combination, -1 if into it, 0 if the point is not on its boundary. */
    private int outward(int piece, double[] point, double[] normal) {
        double[] behind = moved(point, normal, -step);
        double[] ahead = moved(point, normal, step);
        for (int earlier = 0; earlier < piece; earlier++) {
            if (pieces.get(earlier).contains(behind) != pieces.get(earlier).contains(ahead)) {
                return 0;
            }
        }
        return (inside.test(behind) ? 1 : 0) - (inside.test(ahead) ? 1 : 0);
    }

    private static double[] moved(double[] point, double[] normal, double by) {
        double[] there = point.clone();
        for (int axis = 0; axis < there.length; axis++) {
            there[axis] += by * normal[axis];
        }
        return there;
    }
}
