package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/** The method of sampling points: {@code uniform}, {@code grid}, {@code sobol} or {@code lhs} in options. */
public enum Sampling {
    /** Independent uniform points. */
    UNIFORM,
    /** A regular grid, both ends included; its numbers are counts for each axis, not totals. */
    GRID,
    /**
     * Sobol's sequence with Owen's nested uniform scrambling (Owen, "Scrambled net variance for integrals of smooth
     * functions", Annals of Statistics 25, 1997): each point is uniform, and the mean of a smooth function over n = 2^k
     * of them has an error of about n^(-3/2). At most 1000 dimensions.
     */
    SOBOL,
    /** Latin hypercube: along each axis exactly one point in each of n equal cells. */
    LHS;

    /** The most candidates for rejection sampling, or {@link #PATIENCE} for each wanted one if that is more. */
    private static final int CANDIDATES = 1 << 20;

    private static final long PATIENCE = 64;

    /**
     * {@return the sampling of an option: uniform, grid, sobol or lhs}
     *
     * @throws UserError if there is none of that name
     */
    public static Sampling of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UserError("There is no sampling '" + name + "'; use one of uniform, grid, sobol and lhs."));
    }

    /**
     * {@return points in the unit cube: [n, dimensions] in [0, 1); for a grid of n along each axis [n^dimensions,
     * dimensions] in [0, 1], last coordinate fastest, without random numbers}
     */
    public double[][] unit(int n, int dimensions, Draws draws) {
        return switch (this) {
            case UNIFORM -> uniform(n, dimensions, draws);
            case GRID -> {
                double[][] axes = new double[dimensions][];
                Arrays.fill(axes, ticks(0, 1, n, false));
                yield product(axes);
            }
            case SOBOL -> sobol(n, dimensions, draws);
            case LHS -> latin(n, dimensions, draws);
        };
    }

    private static double[][] uniform(int n, int dimensions, Draws draws) {
        double[][] points = new double[n][dimensions];
        for (int i = 0; i < n; i++) {
            for (int axis = 0; axis < dimensions; axis++) {
                points[i][axis] = Uniform.at((long) i * dimensions + axis, draws);
            }
        }
        return points;
    }

    private static double[][] sobol(int n, int dimensions, Draws draws) {
        if (dimensions == 0) {
            return new double[n][0];
        }
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(dimensions);
        int depth = 64 - Long.numberOfLeadingZeros(n - 1L);
        double[][] points = new double[n][];
        for (int i = 0; i < n; i++) {
            points[i] = sequence.nextVector();
            for (int axis = 0; axis < dimensions; axis++) {
                points[i][axis] = scrambled(points[i][axis], depth, (long) axis << 34, draws);
            }
        }
        return points;
    }

    /**
     * Flips each of the first bits by a coin that belongs to the bits before it. With 2^depth points at most one has
     * the same first bits along an axis, so all later coins are its own and the rest is filled at random.
     */
    private static double scrambled(double number, int depth, long tree, Draws draws) {
        long bits = (long) (number * (1L << depth));
        long prefix = 1;
        long flipped = 0;
        for (int level = depth - 1; level >= 0; level--) {
            long bit = bits >>> level & 1;
            flipped = flipped << 1 | (bit ^ draws.bits(tree | prefix) >>> 63);
            prefix = prefix << 1 | bit;
        }
        return (flipped << (53 - depth) | draws.bits(tree | prefix) >>> (11 + depth)) * 0x1p-53;
    }

    private static double[][] latin(int n, int dimensions, Draws draws) {
        double[][] points = new double[n][dimensions];
        for (int axis = 0; axis < dimensions; axis++) {
            Draws own = Uniform.fork(draws, "axis" + axis);
            int[] cells = shuffled(n, own);
            for (int i = 0; i < n; i++) {
                points[i][axis] = Math.min((cells[i] + Uniform.at((long) n + i, own)) / n, Math.nextDown(1.0));
            }
        }
        return points;
    }

    private static int[] shuffled(int n, Draws draws) {
        int[] cells = new int[n];
        for (int i = 0; i < n; i++) {
            int other = (int) draws.below(i, i + 1L);
            cells[i] = cells[other];
            cells[other] = i;
        }
        return cells;
    }

    /** Equally spaced numbers, [n]; the upper end is left out if it is the lower one again. */
    static double[] ticks(double lower, double upper, int n, boolean periodic) {
        double[] ticks = new double[n];
        for (int i = 0; i < n; i++) {
            double part = periodic ? (double) i / n : n == 1 ? 0.5 : (double) i / (n - 1);
            ticks[i] = lower * (1 - part) + upper * part;
        }
        return ticks;
    }

    /** All combinations of the numbers on each axis, the last axis fastest. */
    static double[][] product(double[][] axes) {
        int total = Arrays.stream(axes).mapToInt(axis -> axis.length).reduce(1, Math::multiplyExact);
        double[][] points = new double[total][axes.length];
        for (int i = 0; i < total; i++) {
            int rest = i;
            for (int axis = axes.length - 1; axis >= 0; axis--) {
                points[i][axis] = axes[axis][rest % axes[axis].length];
                rest /= axes[axis].length;
            }
        }
        return points;
    }

    /** Exactly n points of a box that satisfy a condition; not for a grid, whose numbers are given. */
    double[][] points(int n, double[] lower, double[] upper, Predicate<double[]> condition, Draws draws) {
        return enough(
                n,
                tried -> Arrays.stream(stretched(unit(tried, lower.length, draws), lower, upper))
                        .filter(condition)
                        .limit(n)
                        .toArray(double[][]::new),
                found -> found.length,
                "The shape fills so little of its bounding box that " + n
                        + " points in it were not found; give it a tighter bounding box or build it from smaller pieces.");
    }

    /** The first attempt that finds n points, each with twice as many candidates as the one before; else an error. */
    static <T> T enough(int n, IntFunction<T> attempt, ToIntFunction<T> size, String otherwise) {
        for (long tried = n; tried <= Math.max(CANDIDATES, PATIENCE * n); tried *= 2) {
            T found = attempt.apply((int) tried);
            if (size.applyAsInt(found) == n) {
                return found;
            }
        }
        throw new UserError(otherwise);
    }

    private static double[][] stretched(double[][] unit, double[] lower, double[] upper) {
        for (double[] point : unit) {
            for (int axis = 0; axis < point.length; axis++) {
                point[axis] = lower[axis] * (1 - point[axis]) + upper[axis] * point[axis];
            }
        }
        return unit;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
