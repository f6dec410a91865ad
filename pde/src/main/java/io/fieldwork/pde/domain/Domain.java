package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.util.MathArrays;
import org.jspecify.annotations.Nullable;

/**
 * The domain of an equation: a shape in space and, for evolution equations, an interval of time; for a family of
 * equations also ranges of parameters. Points are arrays of d coordinates, time first, parameters last. For example
 *
 * <pre>{@code
 * Domain.interval("x", -1, 1).time(0, 1).periodic("x")
 * Domain.of(Shapes.rectangle(0, 2, 0, 1).minus(Shapes.disc(0.5, 0.5, 0.1).named("hole")), "x", "y")
 * Domain.interval("x", -1, 1).time(0, 1).parameter("nu", 0.01, 0.1)
 * }</pre>
 *
 * <p>A parameter is a coordinate of every point, but neither space nor time: it has no boundary, conditions hold for all
 * of its values, and no differential operator differentiates along it.
 *
 * @param space names of the spatial coordinates, such as {@code x} or {@code theta}
 * @param shape in these coordinates
 * @param time null if there is none
 * @param periodic names of those spatial coordinates whose ends, two sides of the shape that are alike, are identified
 * @param parameters of a family of equations, each with its range
 */
public record Domain(
        List<String> space, Shape shape, @Nullable Span time, List<String> periodic, List<ParameterRange> parameters) {
    /** Name of the time coordinate. */
    public static final String TIME = "t";

    private static final double ROUNDING = 1e-9;
    private static final int PROBES = 4096;

    /** Checks the names. */
    public Domain {
        space = List.copyOf(space);
        periodic = List.copyOf(periodic);
        parameters = List.copyOf(parameters);
        if (space.size() != shape.dimensions()) {
            throw new UserError("The shape has " + shape.dimensions() + " dimensions, but the coordinates given are "
                    + String.join(", ", space) + ".");
        }
        List<String> names = Stream.concat(space.stream(), parameters.stream().map(ParameterRange::name))
                .toList();
        for (String name : names) {
            checkName(name, names);
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new UserError("Coordinates need different names, but are " + String.join(", ", names) + ".");
        }
        for (String name : periodic) {
            if (!space.contains(name)) {
                throw new UserError(
                        "The domain cannot be periodic in '" + name + "': only a spatial coordinate can be periodic.");
            }
            if (!(shape instanceof BoxShape)) {
                sides(shape, space.indexOf(name)).requireAlike(name);
            }
        }
    }

    private static void checkName(String name, List<String> names) {
        if (!name.matches("\\p{L}[\\p{L}\\d]*") || name.equals(TIME)) {
            throw new UserError("A spatial coordinate or parameter has a name of letters and digits other than t, which"
                    + " is time, but one is '" + name + "'; time alone is Domain.ofTime(from, to).");
        }
        List<String> others = Stream.concat(Stream.of(TIME), names.stream())
                .filter(other -> !other.equals(name))
                .toList();
        if (name.matches("(" + String.join("|", others) + ")+")) {
            throw new UserError("A derivative in '" + name + "' could not be told from one in "
                    + String.join(", ", others) + "; expected another name of the coordinate.");
        }
    }

    /**
     * {@return the domain of a shape without time}
     *
     * @param names of its coordinates
     * @throws UserError if the names do not fit
     */
    public static Domain of(Shape shape, String... names) {
        return new Domain(List.of(names), shape, null, List.of(), List.of());
    }

    /**
     * {@return the domain of an interval without time, with the name of its coordinate; of time alone if that is t}
     *
     * @throws UserError if the ends are not in order
     */
    public static Domain interval(String name, double lower, double upper) {
        return name.equals(TIME) ? ofTime(lower, upper) : of(Shapes.interval(lower, upper), name);
    }

    /**
     * {@return the domain of an ordinary differential equation in time, whose space is one point without boundary}
     *
     * @throws UserError if the times are not in order
     */
    public static Domain ofTime(double from, double to) {
        return new Domain(
                List.of(), new BoxShape(new double[0], new double[0]), new Span(from, to), List.of(), List.of());
    }

    /**
     * {@return the same region from an initial to a final time} It may reach beyond the present interval of time, as
     * for training on an overlapping time window.
     *
     * @throws UserError if the times are not in order
     */
    public Domain time(double from, double to) {
        return new Domain(space, shape, new Span(from, to), periodic, parameters);
    }

    /**
     * {@return the same region with the ends of some more spatial coordinates joined, where the shape has two sides that
     * are alike}
     *
     * @throws UserError if one of them is not such a coordinate
     */
    public Domain periodic(String... names) {
        return new Domain(
                space,
                shape,
                time,
                Stream.concat(periodic.stream(), Stream.of(names)).distinct().toList(),
                parameters);
    }

    /**
     * {@return the same region for a family of equations with one more parameter, an input of the network}
     *
     * @throws UserError if its ends are not in order, or its name is taken
     */
    public Domain parameter(String name, double from, double to) {
        Stream<ParameterRange> all = Stream.concat(parameters.stream(), Stream.of(new ParameterRange(name, from, to)));
        return new Domain(space, shape, time, periodic, all.toList());
    }

    /** {@return whether a coordinate is a parameter, along which nothing is differentiated} */
    public boolean isParameter(String name) {
        return parameters.stream().anyMatch(parameter -> parameter.name().equals(name));
    }

    /** {@return whether space is an interval, rectangle or box} */
    public boolean isBox() {
        return shape instanceof BoxShape;
    }

    /** The shape for all values of the parameters. */
    private Shape places() {
        return parameters.isEmpty() ? shape : new Family(shape, values());
    }

    private BoxShape values() {
        return new BoxShape(
                parameters.stream().mapToDouble(ParameterRange::from).toArray(),
                parameters.stream().mapToDouble(ParameterRange::to).toArray());
    }

    /**
     * {@return n quasi-random points [n, d] at which some coordinates have given values; one point if all have}
     *
     * @param values by name
     * @throws UserError if there is no such coordinate, or no such point in the domain
     */
    public double[][] at(Map<String, Double> values, int n, Draws draws) {
        return new Slice(this, values).points(n, draws);
    }

    private Span needTime() {
        if (time == null) {
            throw new UserError("The domain has no time; give it an interval of time first.");
        }
        return time;
    }

    /** {@return the names of all coordinates, t first if there is time, parameters last} */
    public List<String> coordinates() {
        Stream<String> first = time == null ? Stream.of() : Stream.of(TIME);
        return Stream.of(first, space.stream(), parameters.stream().map(ParameterRange::name))
                .flatMap(names -> names)
                .toList();
    }

    /** {@return the number of coordinates d} */
    public int dimensions() {
        return space.size() + (time == null ? 0 : 1) + parameters.size();
    }

    /**
     * {@return the index of a coordinate in a point}
     *
     * @throws UserError if there is none of that name
     */
    public int axis(String name) {
        int axis = coordinates().indexOf(name);
        if (axis < 0) {
            throw new UserError(
                    "The domain has no coordinate '" + name + "'; it has " + String.join(", ", coordinates()) + ".");
        }
        return axis;
    }

    /** {@return a point [d] in words, such as {@code t = 0.5, x = -1.0}, with the names [d] of the coordinates} */
    public static String place(List<String> coordinates, double... point) {
        return IntStream.range(0, point.length)
                .mapToObj(k -> coordinates.get(k) + " = " + point[k])
                .collect(Collectors.joining(", "));
    }

    /** {@return the lower ends of all coordinates [d]} */
    public double[] lower() {
        return time == null ? places().lower() : joined(time.from(), places().lower());
    }

    /** {@return the upper ends of all coordinates [d]} */
    public double[] upper() {
        return time == null ? places().upper() : joined(time.to(), places().upper());
    }

    /** {@return the periods of all coordinates [d], 0 where the domain is not periodic} */
    public double[] periods() {
        double[] lower = lower();
        double[] upper = upper();
        return IntStream.range(0, dimensions())
                .mapToDouble(axis -> isPeriodic(axis) ? upper[axis] - lower[axis] : 0)
                .toArray();
    }

    private boolean isPeriodic(int axis) {
        return periodic.contains(coordinates().get(axis));
    }

    private static Sides sides(Shape shape, int axis) {
        return new Sides(shape, axis);
    }

    /**
     * {@return n pairs of opposite points [2 n, d] at the ends of a coordinate, those of the lower end first}
     *
     * @throws UserError if there is no such coordinate, or the shape has no two sides there that are alike
     */
    public double[][] opposite(String coordinate, int n, Draws draws) {
        int axis = axis(coordinate);
        if (isParameter(coordinate)) {
            throw new UserError("The parameter " + coordinate + " has no sides; expected a coordinate of space.");
        }
        if (shape instanceof BoxShape || coordinate.equals(TIME)) {
            double[][] drawn = points(n, Sampling.UNIFORM, draws);
            return Stream.of(lower()[axis], upper()[axis])
                    .flatMap(end -> Arrays.stream(drawn).map(point -> put(point, axis, end)))
                    .toArray(double[][]::new);
        }
        Sides sides = sides(shape, space.indexOf(coordinate));
        sides.requireAlike(coordinate);
        double[][] alone = sides.pairs(n, Uniform.fork(draws, "space"));
        double[][] pairs = parameters.isEmpty() ? alone : new Family(shape, values()).pairs(alone, draws);
        double[] times = time == null ? new double[0] : times(n, draws);
        return time == null ? pairs : joined(MathArrays.concatenate(times, times), pairs);
    }

    private static double[] put(double[] point, int axis, double value) {
        double[] there = point.clone();
        there[axis] = value;
        return there;
    }

    /** {@return whether a point [d] is inside; in a periodic coordinate only one period counts} */
    public boolean contains(double[] point) {
        if (point.length != dimensions()) {
            throw new IllegalArgumentException("the point has " + point.length + " coordinates, not " + dimensions());
        }
        return (time == null || time.from() <= point[0] && point[0] <= time.to()) && places().contains(timeless(point));
    }

    /**
     * {@return whether a point [d] is inside, or within 1e-9 of the size of the domain, so that only rounding may have
     * put it outside}
     */
    public boolean touches(double[] point) {
        double[] lower = lower();
        double[] upper = upper();
        double[] near = point.clone();
        double[] reach = new double[point.length];
        for (int k = 0; k < point.length; k++) {
            reach[k] = ROUNDING * (upper[k] - lower[k]);
            double clamped = Math.clamp(point[k], lower[k], upper[k]);
            near[k] = Math.abs(clamped - point[k]) <= reach[k] ? clamped : point[k];
        }
        return contains(near)
                || IntStream.range(0, point.length)
                        .anyMatch(k -> contains(moved(near, k, reach[k])) || contains(moved(near, k, -reach[k])));
    }

    private static double[] moved(double[] point, int axis, double distance) {
        double[] there = point.clone();
        there[axis] += distance;
        return there;
    }

    /**
     * {@return n points [n, d] in space and time; for a grid, those of its n^d points that are inside} In a shape that
     * is no box, sobol and lhs keep those points of its bounding box that are inside.
     */
    public double[][] points(int n, Sampling sampling, Draws draws) {
        return switch (sampling) {
            case UNIFORM -> uniform(n, draws);
            case GRID -> grid(IntStream.generate(() -> n).limit(dimensions()).toArray());
            case SOBOL, LHS -> sampling.points(n, lower(), upper(), this::contains, draws);
        };
    }

    private double[][] uniform(int n, Draws draws) {
        double[][] places = places().interior(n, Uniform.fork(draws, "space"));
        return time == null ? places : joined(times(n, draws), places);
    }

    /**
     * {@return the points inside, [m, d], of a regular grid with as many points along each of the d axes, the last
     * coordinate fastest} Both ends of a coordinate are on it, but of a periodic one only the lower end.
     */
    public double[][] grid(int... counts) {
        if (counts.length != dimensions() || Arrays.stream(counts).anyMatch(count -> count < 1)) {
            throw new UserError("A grid needs a positive count for each of " + String.join(", ", coordinates())
                    + ", but was given " + Arrays.toString(counts) + ".");
        }
        double[] lower = lower();
        double[] upper = upper();
        double[][] axes = IntStream.range(0, counts.length)
                .mapToObj(axis -> Sampling.ticks(lower[axis], upper[axis], counts[axis], isPeriodic(axis)))
                .toArray(double[][]::new);
        return Arrays.stream(Sampling.product(axes)).filter(this::contains).toArray(double[][]::new);
    }

    /**
     * {@return n points [n, d] at the initial time; for a grid, n along each spatial axis}
     *
     * @throws UserError if the domain has no time
     */
    public double[][] initial(int n, Sampling sampling, Draws draws) {
        double from = needTime().from();
        double[][] places = new Domain(space, shape, null, periodic, parameters).points(n, sampling, draws);
        return Arrays.stream(places).map(place -> joined(from, place)).toArray(double[][]::new);
    }

    /**
     * {@return the same random places at every one of some sorted random times [times * places, d], the places of the
     * first time first; both uniform} As for causal training: the equation's residual at each time is the mean over
     * these places (Wang, Sankaran, Perdikaris, arXiv 2203.07404).
     *
     * @throws UserError if the domain has no time
     */
    public double[][] slices(int times, int places, Draws draws) {
        needTime();
        double[] sorted = times(times, draws);
        Arrays.sort(sorted);
        double[][] drawn = places().interior(places, Uniform.fork(draws, "space"));
        return IntStream.range(0, times * places)
                .mapToObj(i -> joined(sorted[i / places], drawn[i % places]))
                .toArray(double[][]::new);
    }

    /**
     * {@return the names of the parts of the boundary, of which a periodic coordinate has none; empty if there is no
     * boundary}
     */
    public List<String> boundaryParts() {
        List<String> parts = shape.parts();
        if (periodic.isEmpty()) {
            return parts;
        }
        if (shape instanceof BoxShape) {
            return IntStream.range(0, parts.size())
                    .filter(face -> !periodic.contains(space.get(face / 2)))
                    .mapToObj(parts::get)
                    .toList();
        }
        BoundarySample left = unjoined(shape.boundary(PROBES, Draws.of(0, "parts", 0)));
        return parts.stream().filter(part -> left.on(List.of(part)).size() > 0).toList();
    }

    /** The points that do not lie on a side that is joined with the opposite one. */
    private BoundarySample unjoined(BoundarySample sample) {
        return sample.where(place -> periodic.stream()
                .noneMatch(name -> sides(shape, space.indexOf(name)).holds(place)));
    }

    /** Points of the shape's boundary on some parts. */
    private BoundarySample onBoundary(int n, Draws draws, List<String> wanted) {
        return periodic.isEmpty() || shape instanceof BoxShape
                ? places().boundary(n, draws, wanted)
                : Sampling.enough(
                        n,
                        tried -> unjoined(places().boundary(tried, draws, wanted))
                                .first(n),
                        BoundarySample::size,
                        "Of the boundary so little is left beside the periodic sides that " + n
                                + " points on it were not found.");
    }

    /**
     * {@return n points [n, d] on the boundary of the shape with outward unit normals [n, spatial dimensions], uniform
     * by length or area, at uniform times}
     *
     * @param parts names of the parts wanted; none for the whole boundary
     * @throws UserError if a part is unknown, or there is no boundary
     */
    public BoundarySample boundary(int n, Draws draws, String... parts) {
        List<String> there = boundaryParts();
        List<String> wanted = parts.length == 0 ? there : List.of(parts);
        if (there.isEmpty() || !there.containsAll(wanted)) {
            throw new UserError("The domain has no boundary " + String.join(", ", wanted) + "; its parts are: "
                    + (there.isEmpty() ? "none, it is periodic" : String.join(", ", there)) + ".");
        }
        return timed(onBoundary(n, Uniform.fork(draws, "space"), wanted), draws);
    }

    /**
     * {@return n points [n, d] on that part of the boundary of a region of space which lies inside the domain, with unit
     * normals [n, spatial dimensions] out of the region, at uniform times}
     *
     * @throws UserError if the region is none of this space, or has no boundary inside
     */
    public BoundarySample interfaceOf(Shape region, int n, Draws draws) {
        return interfaceOf(region, null, n, draws);
    }

    /**
     * {@return the same where another region lies on the other side, or all of the domain for null}
     *
     * @throws UserError if the region is none of this space, or does not meet the other inside
     */
    public BoundarySample interfaceOf(Shape region, @Nullable Shape beyond, int n, Draws draws) {
        if (region.dimensions() != space.size()) {
            throw new UserError("The region has " + region.dimensions()
                    + " dimensions, but the coordinates of space are " + String.join(", ", space) + ".");
        }
        Shape surface = parameters.isEmpty() ? region : new Family(region, values());
        Interface where = new Interface(shape, beyond == null ? shape : beyond);
        return timed(where.points(surface, n, Uniform.fork(draws, "space")), draws);
    }

    private BoundarySample timed(BoundarySample sample, Draws draws) {
        int n = sample.size();
        return time == null
                ? sample
                : new BoundarySample(
                        joined(times(n, draws), sample.points()), sample.normals(), sample.part(), sample.names());
    }

    private double[] times(int n, Draws draws) {
        Span span = needTime();
        Draws own = Uniform.fork(draws, "time");
        return IntStream.range(0, n)
                .mapToDouble(i -> Uniform.at(i, own))
                .map(u -> span.from() * (1 - u) + span.to() * u)
                .toArray();
    }

    private double[] timeless(double[] point) {
        return time == null ? point : Arrays.copyOfRange(point, 1, point.length);
    }

    /** {@return the coordinates of space of a point [d]} */
    public double[] spatial(double... point) {
        return Arrays.copyOf(timeless(point), space.size());
    }

    private static double[][] joined(double[] times, double[][] places) {
        return IntStream.range(0, times.length)
                .mapToObj(i -> joined(times[i], places[i]))
                .toArray(double[][]::new);
    }

    private static double[] joined(double first, double[] rest) {
        return MathArrays.concatenate(new double[] {first}, rest);
    }
}
