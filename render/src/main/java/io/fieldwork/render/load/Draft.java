package io.fieldwork.render.load;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A mesh while it is read: points in double precision, and the polygons and lines between them, not yet checked. */
final class Draft {
    /** No colour or normal. */
    static final int NONE = -1;

    private final DoubleStream.Builder points = DoubleStream.builder();
    private final IntStream.Builder pointColors = IntStream.builder();
    private final DoubleStream.Builder normals = DoubleStream.builder();
    private final IntStream.Builder sizes = IntStream.builder();
    private final IntStream.Builder corners = IntStream.builder();
    private final IntStream.Builder cornerNormals = IntStream.builder();
    private final IntStream.Builder colors = IntStream.builder();
    private final IntStream.Builder lines = IntStream.builder();
    private final Set<String> remarks = new LinkedHashSet<>();
    /** The component of a colour that is full light, where the format does not say. */
    private final double white;

    private double brightest;
    private int pointCount;
    private int normalCount;

    /** A draft of a format that says what full light is. */
    Draft() {
        this(1);
    }

    private Draft(double white) {
        this.white = white;
    }

    /** Reads a file. */
    interface Reading {
        Draft into(Draft empty) throws IOException;
    }

    /** What a file holds whose colours reach up to 1 or, if any is above, up to 255. */
    static Draft ofEitherWhite(Reading reading) throws IOException {
        Draft dark = reading.into(new Draft(1));
        return dark.brightest > 1 ? reading.into(new Draft(255)) : dark;
    }

    /** A colour of components as the file states them. */
    int stated(double red, double green, double blue) {
        for (double part : new double[] {red, green, blue}) {
            brightest = part > brightest ? part : brightest;
        }
        return color(red / white, green / white, blue / white);
    }

    /** A colour of components from 0 to 1 as eight bits each. */
    static int color(double red, double green, double blue) {
        return eight(red) << 16 | eight(green) << 8 | eight(blue);
    }

    private static int eight(double component) {
        return (int) Math.round(255 * Math.clamp(component, 0, 1));
    }

    /** Adds a point with a colour or {@link #NONE}; returns its number. */
    int point(double x, double y, double z, int color) {
        points.add(x);
        points.add(y);
        points.add(z);
        pointColors.add(color);
        return pointCount++;
    }

    /** Adds a normal of any length; returns its number. */
    int normal(double x, double y, double z) {
        normals.add(x);
        normals.add(y);
        normals.add(z);
        return normalCount++;
    }

    /** Adds a polygon of numbers of points, of normals at its corners if there are any, and of a colour or {@link #NONE}. */
    void polygon(int[] numbers, int @Nullable [] normalNumbers, int color) {
        sizes.add(numbers.length);
        colors.add(color);
        for (int i = 0; i < numbers.length; i++) {
            corners.add(numbers[i]);
            cornerNormals.add(normalNumbers == null ? NONE : normalNumbers[i]);
        }
    }

    /** Adds a straight line between two points. */
    void line(int from, int to) {
        lines.add(from);
        lines.add(to);
    }

    /** Adds a sentence about something that is not shown as the file states it. */
    void remark(String sentence) {
        remarks.add(sentence);
    }

    int points() {
        return pointCount;
    }

    int normals() {
        return normalCount;
    }

    /** All of it, once. */
    RawMesh finish() {
        return new RawMesh(
                points.build().toArray(),
                pointColors.build().toArray(),
                normals.build().toArray(),
                sizes.build().toArray(),
                corners.build().toArray(),
                cornerNormals.build().toArray(),
                colors.build().toArray(),
                lines.build().toArray(),
                remarks);
    }
}
