package io.fieldwork.pde.equation;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.BoundarySample;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.util.MathArrays;

/** The nodes of an integral in a domain and their weights, for each point that it is read at. */
public final class Quadrature {
    private static final GaussIntegratorFactory FACTORY = new GaussIntegratorFactory();
    private static final int MOST = 1 << 16;

    private final Integral integral;
    private final Domain domain;
    private final Domain place;
    private final int[] axes;
    private final double[][] unit;
    private final double[] shares;

    private final List<double[]> normals = new ArrayList<>();

    /** Nodes in the unit interval or cube [q][m] with weights [q], which sum up to the share of it that is integrated. */
    private record Rule(double[][] nodes, double[] weights) {
        Rule times(Rule other) {
            return new Rule(
                    Arrays.stream(nodes)
                            .flatMap(a -> Arrays.stream(other.nodes).map(b -> MathArrays.concatenate(a, b)))
                            .toArray(double[][]::new),
                    Arrays.stream(weights)
                            .flatMap(a -> Arrays.stream(other.weights).map(b -> a * b))
                            .toArray());
        }
    }

    /**
     * The rule of an integral.
     *
     * @throws UserError if the domain has no such coordinate or range, or nodes are too many
     */
    public Quadrature(Integral integral, Domain domain) {
        this.integral = integral;
        this.domain = domain;
        List<String> whole = integral.ranges().stream()
                .filter(Integral.Range::isWhole)
                .map(Integral.Range::coordinate)
                .toList();
        this.place = new Domain(
                domain.space(),
                integral.region() == null ? domain.shape() : integral.region(),
                null,
                integral.region() == null ? domain.periodic() : List.of(),
                List.of());
        boolean surface = !integral.parts().isEmpty();
        boolean scattered = surface
                || integral.region() != null
                || !domain.isBox() && whole.stream().anyMatch(domain.space()::contains);
        if (scattered && !whole.containsAll(domain.space())) {
            throw new UserError("The integral '" + integral.name()
                    + "' is over a part of the coordinates of a region, a"
                    + " boundary or a shape that is no box; expected all of " + String.join(", ", domain.space())
                    + ", or limits.");
        }
        List<Integral.Range> single = integral.ranges().stream()
                .filter(range -> !scattered || !domain.space().contains(range.coordinate()))
                .toList();
        Stream<String> names = single.stream().map(Integral.Range::coordinate);
        this.axes = Stream.concat(names, scattered ? domain.space().stream() : Stream.of())
                .mapToInt(domain::axis)
                .toArray();
        Rule rule = new Rule(new double[1][0], new double[] {1});
        for (Integral.Range range : single) {
            rule = checked(rule, line(range));
        }
        rule = scattered ? checked(rule, surface ? surface() : place.isBox() ? box() : scattered()) : rule;
        this.unit = rule.nodes;
        this.shares = rule.weights;
    }

    private Rule checked(Rule one, Rule other) {
        long total = (long) one.weights.length * other.weights.length;
        UserError.require(
                total <= MOST, "The nodes of the integral '" + integral.name() + "'", total, "at most " + MOST);
        return one.times(other);
    }

    private Rule line(Integral.Range range) {
        int q = integral.nodes();
        if (range.isWhole() && domain.periods()[domain.axis(range.coordinate())] > 0) {
            return new Rule(
                    IntStream.range(0, q)
                            .mapToObj(i -> new double[] {(i + 0.5) / q})
                            .toArray(double[][]::new),
                    IntStream.range(0, q).mapToDouble(i -> 1.0 / q).toArray());
        }
        GaussIntegrator gauss = FACTORY.legendre(q, 0, 1);
        return new Rule(
                IntStream.range(0, q)
                        .mapToObj(i -> new double[] {gauss.getPoint(i)})
                        .toArray(double[][]::new),
                IntStream.range(0, q).mapToDouble(gauss::getWeight).toArray());
    }

    /** Along each coordinate of space. */
    private Rule box() {
        Rule rule = new Rule(new double[1][0], new double[] {1});
        for (String name : domain.space()) {
            rule = checked(rule, line(new Integral.Range(name, null, null)));
        }
        return rule;
    }

    /** Points in the shape, in the unit of its bounding box. */
    private Rule scattered() {
        int count = (int) Math.min(MOST, 8 * Math.pow(integral.nodes(), place.dimensions()));
        double[][] points = place.points(count, Sampling.SOBOL, Draws.of(0, "quadrature", 0));
        return inUnits(points, place.shape().measure());
    }

    /** The same of points that share a measure, in their own units. */
    private Rule inUnits(double[][] points, double measure) {
        double[] lower = place.lower();
        double[] upper = place.upper();
        double share = measure / points.length;
        for (int k = 0; k < lower.length; k++) {
            share /= upper[k] - lower[k];
            for (double[] point : points) {
                point[k] = (point[k] - lower[k]) / (upper[k] - lower[k]);
            }
        }
        double[] weights = new double[points.length];
        Arrays.fill(weights, share);
        return new Rule(points, weights);
    }

    /** Nodes on parts of the boundary: on the sides of a box as along coordinates, else points of equal weight. */
    private Rule surface() {
        Draws draws = Draws.of(0, "quadrature", 0);
        int count = (int) Math.min(MOST, 8 * Math.pow(integral.nodes(), place.dimensions() - 1));
        BoundarySample sample = place.boundary(count, draws, integral.parts().toArray(String[]::new));
        if (place.isBox()) {
            List<Rule> sides = integral.parts().stream().map(this::side).toList();
            return new Rule(
                    sides.stream().flatMap(side -> Arrays.stream(side.nodes)).toArray(double[][]::new),
                    sides.stream()
                            .flatMapToDouble(side -> Arrays.stream(side.weights))
                            .toArray());
        }
        normals.addAll(List.of(sample.normals()));
        int there = place.shape().boundary(MOST, draws).on(integral.parts()).size();
        return inUnits(sample.points(), place.shape().boundaryMeasure() * there / MOST);
    }

    private Rule side(String part) {
        int face = place.shape().parts().indexOf(part);
        int axis = face / 2;
        Rule rule = new Rule(new double[1][0], new double[] {1 / (place.upper()[axis] - place.lower()[axis])});
        for (int k = 0; k < place.dimensions(); k++) {
            Rule along = line(new Integral.Range(place.space().get(k), null, null));
            rule = checked(rule, k == axis ? new Rule(new double[][] {{face % 2}}, new double[] {1}) : along);
        }
        double[] normal = new double[place.dimensions()];
        normal[axis] = face % 2 == 0 ? -1 : 1;
        normals.addAll(Collections.nCopies(rule.weights.length, normal));
        return rule;
    }

    /** {@return the number of nodes} */
    public int size() {
        return shares.length;
    }

    /** The ends [2][m] of the coordinates over which is integrated, for a point. */
    private double[][] ends(double... point) {
        double[][] ends = new double[2][axes.length];
        for (int k = 0; k < axes.length; k++) {
            String name = domain.coordinates().get(axes[k]);
            Integral.Range range = integral.ranges().stream()
                    .filter(r -> r.coordinate().equals(name))
                    .findFirst()
                    .orElseThrow();
            int own = place.space().indexOf(name);
            double lower = own < 0 ? domain.lower()[axes[k]] : place.lower()[own];
            double upper = own < 0 ? domain.upper()[axes[k]] : place.upper()[own];
            ends[0][k] = range.from() == null ? lower : range.from().at(point);
            ends[1][k] = range.to() == null ? upper : range.to().at(point);
        }
        return ends;
    }

    /** {@return the outward unit normals [q, spatial dimensions] on a boundary; empty elsewhere} */
    public double[][] normals() {
        return normals.toArray(double[][]::new);
    }

    /**
     * {@return the nodes [q][d] for a point [d], which has the other coordinates}
     *
     * @throws UserError if one lies outside the domain
     */
    public double[][] nodes(double... point) {
        double[][] ends = ends(point);
        double[][] nodes = new double[unit.length][];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = point.clone();
            for (int k = 0; k < axes.length; k++) {
                nodes[i][axes[k]] = ends[0][k] * (1 - unit[i][k]) + ends[1][k] * unit[i][k];
            }
            if (!domain.touches(reduced(nodes[i]))) {
                throw new UserError("The integral '" + integral.name() + "' has a node at "
                        + Domain.place(domain.coordinates(), nodes[i])
                        + ", outside the domain; expected limits in it.");
            }
        }
        return nodes;
    }

    /** A node in one period, with coordinates in range that are not integrated over: a time window may reach farther. */
    private double[] reduced(double... node) {
        double[] periods = domain.periods();
        double[] lower = domain.lower();
        double[] upper = domain.upper();
        double[] there = node.clone();
        for (int k = 0; k < there.length; k++) {
            int axis = k;
            if (periods[k] > 0) {
                there[k] -= periods[k] * Math.floor((node[k] - lower[k]) / periods[k]);
            } else if (IntStream.of(axes).noneMatch(own -> own == axis)) {
                there[k] = Math.clamp(node[k], lower[k], upper[k]);
            }
        }
        return there;
    }

    /** {@return the weights [q] for a point [d]} */
    public double[] weights(double... point) {
        double[][] ends = ends(point);
        double length = IntStream.range(0, axes.length)
                .mapToDouble(k -> ends[1][k] - ends[0][k])
                .reduce(1, (a, b) -> a * b);
        double factor = integral.isMean() ? 1 / Arrays.stream(shares).sum() : length;
        return Arrays.stream(shares).map(share -> share * factor).toArray();
    }
}
