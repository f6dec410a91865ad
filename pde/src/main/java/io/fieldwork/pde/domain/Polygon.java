package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** A simple polygon in the plane; edge i runs from vertex i to the next one, in either sense of rotation. */
final class Polygon implements Shape {
    private final double[][] vertices;
    private final List<String> edges;
    private final List<String> parts;
    private final double area;

    Polygon(List<String> edges, double[]... vertices) {
        this.vertices = Arrays.stream(vertices).map(double[]::clone).toArray(double[][]::new);
        this.edges = List.copyOf(edges);
        this.parts = edges.stream().distinct().toList();
        checkVertices();
        this.area = signedArea();
        double width = upper()[0] - lower()[0];
        double height = upper()[1] - lower()[1];
        if (Math.abs(area) <= 1e-12 * (width * width + height * height)) {
            throw new UserError("The polygon is degenerate: its vertices lie on a line and enclose no area.");
        }
        checkSimple();
    }

    private void checkVertices() {
        int n = vertices.length;
        if (n < 3 || edges.size() != n) {
            throw new UserError("A polygon needs at least 3 vertices and a name for each edge, but has " + n
                    + " vertices and " + edges.size() + " names.");
        }
        for (int i = 0; i < n; i++) {
            if (vertices[i].length != 2 || !Double.isFinite(vertices[i][0]) || !Double.isFinite(vertices[i][1])) {
                throw new UserError("Vertex " + i + " of the polygon needs two finite coordinates, but is "
                        + Arrays.toString(vertices[i]) + ".");
            }
        }
        for (int i = 0; i < n; i++) {
            if (Arrays.equals(vertices[i], end(i))) {
                throw new UserError("The polygon is degenerate: vertices " + i + " and " + (i + 1) % n
                        + " are the same, " + Arrays.toString(vertices[i]) + ".");
            }
        }
    }

    private double[] end(int edge) {
        return vertices[(edge + 1) % vertices.length];
    }

    /**
     * Above 0 if the vertices go round to the left; taken about the first one, so a far-away polygon loses no digits.
     */
    private double signedArea() {
        double sum = 0;
        for (int i = 1; i < vertices.length - 1; i++) {
            sum += turn(vertices[0], vertices[i], vertices[i + 1]);
        }
        return sum / 2;
    }

    /** Above 0 if a, b, c turn left; twice the area of their triangle. */
    private static double turn(double[] a, double[] b, double[] c) {
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    }

    private void checkSimple() {
        for (int i = 0; i < vertices.length; i++) {
            for (int j = i + 1; j < vertices.length; j++) {
                boolean adjacent = j == i + 1 || (i == 0 && j == vertices.length - 1);
                if (adjacent ? foldsBack(i, j) : touch(i, j)) {
                    throw new UserError("The polygon intersects itself: edges " + i + " and " + j
                            + " meet where they should not; list the vertices in order around it.");
                }
            }
        }
    }

    /** Whether two edges with a common vertex lie on one another. */
    private boolean foldsBack(int i, int j) {
        double[] corner = j == i + 1 ? vertices[j] : vertices[i];
        double[] a = j == i + 1 ? vertices[i] : end(i);
        double[] b = j == i + 1 ? end(j) : vertices[j];
        double along = (a[0] - corner[0]) * (b[0] - corner[0]) + (a[1] - corner[1]) * (b[1] - corner[1]);
        return turn(a, corner, b) == 0 && along > 0;
    }

    private boolean touch(int i, int j) {
        return new Line2D.Double(vertices[i][0], vertices[i][1], end(i)[0], end(i)[1])
                .intersectsLine(vertices[j][0], vertices[j][1], end(j)[0], end(j)[1]);
    }

    @Override
    public int dimensions() {
        return 2;
    }

    @Override
    public double[] lower() {
        return corner(Math::min);
    }

    @Override
    public double[] upper() {
        return corner(Math::max);
    }

    private double[] corner(DoubleBinaryOperator extreme) {
        return IntStream.range(0, 2)
                .mapToDouble(axis -> Arrays.stream(vertices)
                        .mapToDouble(vertex -> vertex[axis])
                        .reduce(extreme)
                        .getAsDouble())
                .toArray();
    }

    /** Counts the edges that a ray in the direction of x crosses. */
    @Override
    public boolean contains(double[] point) {
        boolean inside = false;
        for (int i = 0; i < vertices.length; i++) {
            double[] a = vertices[i];
            double[] b = end(i);
            if ((a[1] > point[1]) != (b[1] > point[1]) && (turn(a, b, point) > 0) == (b[1] > a[1])) {
                inside = !inside;
            }
        }
        return inside;
    }

    @Override
    public List<String> parts() {
        return parts;
    }

    @Override
    public double measure() {
        return Math.abs(area);
    }

    @Override
    public double boundaryMeasure() {
        return Arrays.stream(lengths()).sum();
    }

    private double[] lengths() {
        return IntStream.range(0, vertices.length)
                .mapToDouble(i -> Math.hypot(end(i)[0] - vertices[i][0], end(i)[1] - vertices[i][1]))
                .toArray();
    }

    @Override
    public BoundarySample boundary(int n, Draws draws) {
        double[] lengths = lengths();
        double[] running = Uniform.running(lengths);
        double[] spread = Uniform.spread(n, draws);
        double[][] points = new double[n][];
        double[][] normals = new double[n][];
        int[] part = new int[n];
        for (int i = 0; i < n; i++) {
            double position = spread[i] * running[running.length - 1];
            int edge = Uniform.pick(running, position);
            double[] a = vertices[edge];
            double[] b = end(edge);
            double back = Math.clamp((running[edge] - position) / lengths[edge], 0, 1);
            double outward = Math.signum(area) / lengths[edge];
            points[i] = new double[] {a[0] * back + b[0] * (1 - back), a[1] * back + b[1] * (1 - back)};
            normals[i] = new double[] {(b[1] - a[1]) * outward, (a[0] - b[0]) * outward};
            part[i] = parts.indexOf(edges.get(edge));
        }
        return new BoundarySample(points, normals, part, parts);
    }
}
