package io.fieldwork.pde.domain;

import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Points on a boundary. The points of a domain have all coordinates, those of a shape only the spatial ones.
 *
 * @param points [m, d]
 * @param normals [m, spatial dimensions], of length 1, pointing outward
 * @param part [m], indices into the names
 * @param names of the boundary's parts
 */
public record BoundarySample(double[][] points, double[][] normals, int[] part, List<String> names) {
    /** Copies the names. */
    public BoundarySample {
        names = List.copyOf(names);
        if (points.length != normals.length || points.length != part.length) {
            throw new IllegalArgumentException("every boundary point needs a normal and a part");
        }
    }

    /** {@return the number of points m} */
    public int size() {
        return points.length;
    }

    /** {@return the name of the part of the point in a row} */
    public String name(int row) {
        return names.get(part[row]);
    }

    /** {@return the points on some parts, by their names, in the same order} */
    public BoundarySample on(Collection<String> wanted) {
        return rows(row -> wanted.contains(name(row)), size());
    }

    /** The points that satisfy a condition, in the same order. */
    BoundarySample where(Predicate<double[]> condition) {
        return rows(row -> condition.test(points[row]), size());
    }

    /** The first points, or all if there are fewer. */
    BoundarySample first(int most) {
        return rows(row -> true, most);
    }

    private BoundarySample rows(IntPredicate keep, int most) {
        int[] rows = IntStream.range(0, size()).filter(keep).limit(most).toArray();
        return new BoundarySample(
                IntStream.of(rows).mapToObj(row -> points[row]).toArray(double[][]::new),
                IntStream.of(rows).mapToObj(row -> normals[row]).toArray(double[][]::new),
                IntStream.of(rows).map(row -> part[row]).toArray(),
                names);
    }
}
