package io.fieldwork.fields.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The table layout of a factorised grid: a function on the unit cube as a sum of products of functions of fewer
 * coordinates (TensoRF; Chen, Xu, Geiger, Yu, Su 2022, section 3). Each factor has {@code rank} numbers a vertex,
 * which are a row of the table, and is interpolated linearly along its axes.
 *
 * <p>Along an axis of N vertices a coordinate x lies at x (N - 1), so the outermost vertices lie on the faces of the cube; points
 * outside have the value of the nearest point of the cube. Vertex (i, j) of a factor on axes a, b with N_a vertices along the
 * first is row i + j N_a of the factor.
 *
 * @param form which factors are multiplied
 * @param x vertices along x
 * @param y vertices along y
 * @param z vertices along z
 * @param rank numbers R a vertex of a factor, a multiple of 4
 * @param summed whether all products are added to one number a point, or given one by one
 */
public record FactorLayout(Form form, int x, int y, int z, int rank, boolean summed) {
    private static final int QUAD = 4;

    /** Which factors are multiplied. */
    public enum Form {
        /** Vector-matrix: plane times line, three times. */
        VM(List.of(List.of("xy", "z"), List.of("xz", "y"), List.of("yz", "x"))),
        /** Canonical polyadic: three lines. */
        CP(List.of(List.of("x", "y", "z"))),
        /** Three planes, all multiplied (K-Planes; Fridovich-Keil et al. 2023). */
        PLANES(List.of(List.of("xy", "xz", "yz")));

        private final List<List<String>> products;

        Form(List<List<String>> products) {
            this.products = products;
        }

        /** {@return the number of products, each of R numbers a point} */
        public int products() {
            return products.size();
        }
    }

    /**
     * One factor.
     *
     * @param first axis, along which vertices are neighbours in the table
     * @param second axis of a plane, -1 for a line
     * @param width vertices along the first axis
     * @param height vertices along the second axis, 1 for a line
     * @param offset rows of all factors before it
     */
    public record Factor(int first, int second, int width, int height, int offset) {
        /** {@return the number of vertices} */
        public int rows() {
            return width * height;
        }

        /** {@return whether it is a function of two coordinates} */
        public boolean isPlane() {
            return second >= 0;
        }

        /** {@return the axis along which neighbours lie farthest apart in the table} */
        int outer() {
            return isPlane() ? second : first;
        }
    }

    /** Rejects layouts that no table can hold. */
    public FactorLayout {
        boolean vertices = Math.min(x, Math.min(y, z)) >= 2 && Math.max(x, Math.max(y, z)) <= 1 << 14;
        if (!vertices || rank < QUAD || rank % QUAD != 0) {
            throw new IllegalArgumentException(
                    "a factorised grid needs 2 to 16384 vertices along each axis and a rank that"
                            + " is a multiple of 4, not " + x + " x " + y + " x " + z + " of rank " + rank);
        }
    }

    /** {@return the vertices along each axis [3]} */
    public int[] vertices() {
        return new int[] {x, y, z};
    }

    /** {@return the factors of each product, in the order of their rows} */
    public List<List<Factor>> products() {
        List<List<Factor>> all = new ArrayList<>();
        int offset = 0;
        for (List<String> product : form.products) {
            List<Factor> factors = new ArrayList<>();
            for (String axes : product) {
                Factor factor = factor(axes, offset);
                factors.add(factor);
                offset += factor.rows();
            }
            all.add(factors);
        }
        return all;
    }

    private Factor factor(String axes, int offset) {
        int first = axes.charAt(0) - 'x';
        int second = axes.length() == 1 ? -1 : axes.charAt(1) - 'x';
        return new Factor(first, second, vertices()[first], second < 0 ? 1 : vertices()[second], offset);
    }

    /** {@return all factors, in the order of their rows} */
    public List<Factor> factors() {
        return products().stream().flatMap(List::stream).toList();
    }

    /** {@return the number of rows of the whole table} */
    public int rows() {
        Factor last = factors().getLast();
        return last.offset() + last.rows();
    }

    /** {@return the number of results a point: 1 if summed, else the rank for each product} */
    public int width() {
        return summed ? 1 : rank * form.products();
    }
}
