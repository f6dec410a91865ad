package io.fieldwork.fields.mesh;

/** A search for the closest point of a mesh, and what it found last; one thread uses it again and again. */
public final class ClosestPoint {
    private static final int DEPTH = 64;

    /** Nodes that are still to be looked into, and the squares of their distances. */
    final int[] nodes = new int[DEPTH];

    final double[] squares = new double[DEPTH];
    final double[] point = new double[3];
    final double[] candidate = new double[3];
    int triangle;
    double square;

    /** {@return the point that was found, one of its coordinates 0 to 2} */
    public double point(int axis) {
        return point[axis];
    }

    /** {@return the number of the triangle that has the point} */
    public int triangle() {
        return triangle;
    }

    /** {@return the distance to it} */
    public double distance() {
        return Math.sqrt(square);
    }
}
