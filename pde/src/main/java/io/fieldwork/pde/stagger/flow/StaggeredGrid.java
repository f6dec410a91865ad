package io.fieldwork.pde.stagger.flow;

import io.fieldwork.pde.data.GridSize;
import java.util.stream.IntStream;

/**
 * The staggered grid (Harlow, Welch 1965) of a box whose every axis is periodic: a box with walls is one whose rim is solid.
 * Pressures lie in cells. The velocity along axis k lies between a cell and the one below along k, and has the index of the
 * upper one. All fields are flat, the last axis running fastest, in units of one cell.
 */
public final class StaggeredGrid {
    private static final int LEAST = 4;

    private final GridSize size;
    private final int[][] up;
    private final int[][] down;

    /** A grid of at least four cells along each of its two or three axes. */
    public StaggeredGrid(GridSize size) {
        if (size.points().stream().anyMatch(n -> n < LEAST)) {
            throw new IllegalArgumentException("a staggered grid of " + size + " cells");
        }
        this.size = size;
        up = IntStream.range(0, size.axes()).mapToObj(k -> neighbours(k, 1)).toArray(int[][]::new);
        down = IntStream.range(0, size.axes()).mapToObj(k -> neighbours(k, -1)).toArray(int[][]::new);
    }

    private int[] neighbours(int axis, int by) {
        int n = size.points(axis);
        int stride = 1;
        for (int k = axis + 1; k < size.axes(); k++) {
            stride *= size.points(k);
        }
        int[] result = new int[size.count()];
        for (int i = 0; i < result.length; i++) {
            int at = i / stride % n;
            result[i] = i + (Math.floorMod(at + by, n) - at) * stride;
        }
        return result;
    }

    /** {@return numbers of cells along the axes} */
    public GridSize size() {
        return size;
    }

    /** {@return the number of axes, 2 or 3} */
    public int axes() {
        return size.axes();
    }

    /** {@return the number of cells} */
    public int cells() {
        return size.count();
    }

    /** {@return components of a vector potential: 1 in a plane, 3 in space} */
    public static int potentials(int axes) {
        return axes == 2 ? 1 : 3;
    }

    /** {@return the next cell along an axis} */
    public int up(int axis, int cell) {
        return up[axis][cell];
    }

    /** {@return the cell before along an axis} */
    public int down(int axis, int cell) {
        return down[axis][cell];
    }

    /** {@return where a cell lies along an axis, from 0} */
    public int place(int axis, int cell) {
        int stride = 1;
        for (int k = axis + 1; k < axes(); k++) {
            stride *= size.points(k);
        }
        return cell / stride % size.points(axis);
    }

    /**
     * {@return the velocity [axes][cells] of a vector potential [1 or 3][cells], by forward differences, so that its divergence is
     * that of the rounding} In a plane v₀ = -D₁a, v₁ = D₀a, in space v_c = D_{c+1} a_{c+2} - D_{c+2} a_{c+1}.
     */
    public double[][] curl(double[][] a) {
        double[][] v = new double[axes()][cells()];
        for (int i = 0; i < cells(); i++) {
            if (axes() == 2) {
                v[0][i] = a[0][i] - a[0][up[1][i]];
                v[1][i] = a[0][up[0][i]] - a[0][i];
            } else {
                for (int c = 0; c < 3; c++) {
                    int d = (c + 1) % 3;
                    int e = (c + 2) % 3;
                    v[c][i] = a[e][up[d][i]] - a[e][i] - a[d][up[e][i]] + a[d][i];
                }
            }
        }
        return v;
    }

    /**
     * {@return the vector potential [1 or 3][cells] of a velocity that is free of divergence and does not cross the first layer of
     * cells along axis 0: 0 in that layer, in space without a component along axis 0} Its {@link #curl} is that velocity but in the last
     * layers of cells, through which the axes wrap.
     */
    public double[][] potential(double[][] v) {
        double[][] a = new double[potentials(axes())][cells()];
        for (int i = 0; i < cells(); i++) {
            if (place(0, i) > 0) {
                int below = down[0][i];
                if (axes() == 2) {
                    a[0][i] = a[0][below] + v[1][below];
                } else {
                    a[1][i] = a[1][below] + v[2][below];
                    a[2][i] = a[2][below] - v[1][below];
                }
            }
        }
        return a;
    }

    /** {@return the divergence [cells] of a velocity} */
    public double[] divergence(double[][] v) {
        double[] result = new double[cells()];
        for (int k = 0; k < axes(); k++) {
            for (int i = 0; i < result.length; i++) {
                result[i] += v[k][up[k][i]] - v[k][i];
            }
        }
        return result;
    }

    /** {@return v·∇v_c [cells], where v_c lies: central differences, transport across other axes averaged to where it happens} */
    public double[] transport(double[][] v, int c) {
        double[] result = new double[cells()];
        double[] u = v[c];
        for (int i = 0; i < result.length; i++) {
            result[i] = 0.5 * u[i] * (u[up[c][i]] - u[down[c][i]]);
        }
        for (int k = 0; k < axes(); k++) {
            double[] w = v[k];
            for (int i = 0; k != c && i < result.length; i++) {
                int above = up[k][i];
                double low = 0.5 * (w[i] + w[down[c][i]]);
                double high = 0.5 * (w[above] + w[down[c][above]]);
                result[i] += 0.5 * (low * (u[i] - u[down[k][i]]) + high * (u[above] - u[i]));
            }
        }
        return result;
    }

    /**
     * {@return the Laplacian [cells] with 9 points in a plane, ¼ [1 2 1; 2 -12 2; 1 2 1], and 27 in space, 1/26 [2 3 2; 3 6 3; 2 3 2],
     * [3 6 3; 6 -88 6; 3 6 3], ...}: sums of products of second differences, {@link #mixed}.
     */
    public double[] laplacian(double[] u) {
        double[] result = new double[cells()];
        for (int k = 0; k < axes(); k++) {
            double[] second = second(u, k);
            add(result, second, 1);
            for (int l = k + 1; l < axes(); l++) {
                double[] both = second(second, l);
                add(result, both, mixed(axes(), 2));
                for (int m = l + 1; m < axes(); m++) {
                    add(result, second(both, m), mixed(axes(), 3));
                }
            }
        }
        return result;
    }

    /** The factor of products of two or three second differences in the Laplacian. */
    static double mixed(int axes, int order) {
        return axes == 2 ? 0.25 : order == 2 ? 7.0 / 26 : 2.0 / 26;
    }

    private double[] second(double[] u, int k) {
        double[] result = new double[u.length];
        for (int i = 0; i < u.length; i++) {
            result[i] = u[up[k][i]] - 2 * u[i] + u[down[k][i]];
        }
        return result;
    }

    private static void add(double[] sum, double[] term, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * term[i];
        }
    }
}
