package io.fieldwork.render.load;

import java.io.IOException;
import java.util.Set;

/**
 * A mesh as its file states it.
 *
 * @param points [points, 3] in double precision
 * @param pointColors [points] eight bits a component, or -1
 * @param normals [normals, 3]
 * @param sizes [polygons] numbers of their corners
 * @param corners [corners] numbers of points, those of one polygon after those of another
 * @param cornerNormals [corners] numbers of normals, or -1
 * @param colors [polygons] eight bits a component, or -1
 * @param lines [lines, 2] numbers of points
 * @param remarks of its reader
 */
record RawMesh(
        double[] points,
        int[] pointColors,
        double[] normals,
        int[] sizes,
        int[] corners,
        int[] cornerNormals,
        int[] colors,
        int[] lines,
        Set<String> remarks) {
    /** Beyond it squares overflow in single precision. */
    private static final double FARTHEST = 1e18;

    /** Refuses numbers of points and normals that do not exist. */
    void check() throws IOException {
        check(corners, 0, pointColors.length, "face", "vertex");
        check(lines, 0, pointColors.length, "line", "vertex");
        check(cornerNormals, Draft.NONE, normals.length / 3, "face", "normal");
    }

    private static void check(int[] numbers, int least, int count, String where, String what) throws IOException {
        for (int number : numbers) {
            if (number < least || number >= count) {
                throw new IOException(
                        "a %s names the %s %d (counted from 0) of %d".formatted(where, what, number, count));
            }
        }
    }

    /** Whether a point has finite coordinates that single precision can square. */
    boolean usable(int point) {
        return Math.abs(points[3 * point]) <= FARTHEST
                && Math.abs(points[3 * point + 1]) <= FARTHEST
                && Math.abs(points[3 * point + 2]) <= FARTHEST;
    }

    /** Whether every corner has a normal that is a direction. */
    boolean hasNormals() {
        for (int number : cornerNormals) {
            if (number < 0) {
                return false;
            }
            double x = normals[3 * number];
            double y = normals[3 * number + 1];
            double z = normals[3 * number + 2];
            double square = x * x + y * y + z * z;
            if (!(square > 1e-30 && square < 1e30)) {
                return false;
            }
        }
        return true;
    }

    boolean samePoint(int one, int other) {
        return points[3 * one] == points[3 * other]
                && points[3 * one + 1] == points[3 * other + 1]
                && points[3 * one + 2] == points[3 * other + 2];
    }

    int hash(int point) {
        return 31 * (31 * Double.hashCode(points[3 * point] + 0.0) + Double.hashCode(points[3 * point + 1] + 0.0))
                + Double.hashCode(points[3 * point + 2] + 0.0);
    }
}
