package io.fieldwork.render.scene;

import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * A radiance field on a lattice: opacity, and colour that depends on the direction of view, interpolated linearly
 * between points. They are stored in bricks of {@value #CELLS} cells a side, which hold the {@value #SIDE} points along
 * each axis; bricks that are not stored are empty.
 *
 * <p>The transmittance of a path of s cells through opacity o is (1 - o)^s. The colour in the unit direction d is the
 * sum over k of c_k Y_k(d), where Y_0 = 1 and the others are the real spherical harmonics of degree 1, sqrt(3 / 4 pi)
 * (-y, z, -x), and 2, sqrt(15 / 4 pi) (x y, -y z, (2 z^2 - x^2 - y^2) / sqrt 12, -x z, (x^2 - y^2) / 2). An opacity and
 * c_0 are a byte / 255, the other coefficients (byte - 128) / 127, which are evaluated once a ray, at its greatest
 * weight.
 *
 * @param low the first point, in the world
 * @param cell side of a cell, world units
 * @param nx bricks along x
 * @param ny bricks along y
 * @param nz bricks along z
 * @param index [nz, ny, nx] number of a brick, or -1 where it is empty
 * @param degree of the harmonics, 0 to 2
 * @param opacity [bricks, 9, 9, 9] of a path of one cell, x running fastest
 * @param color [bricks, (degree + 1)^2, 9, 9, 9, 3] coefficients of red, green and blue as they are displayed
 * @param step between samples along a ray, in cells; 1 is good, smaller is smoother and slower
 */
public record RadianceGrid(
        Vector3fc low,
        float cell,
        int nx,
        int ny,
        int nz,
        int[] index,
        int degree,
        byte[] opacity,
        byte[] color,
        float step)
        implements Item {
    /** Cells along a side of a brick. */
    public static final int CELLS = 8;

    /** Points along a side of a brick; those on its faces are shared with its neighbours. */
    public static final int SIDE = CELLS + 1;

    /** Points of a brick. */
    public static final int POINTS = SIDE * SIDE * SIDE;

    /** Rejects arrays that do not fit together. */
    public RadianceGrid {
        low = new Vector3f(low);
        Expect.positive("a cell", cell);
        Expect.positive("a step", step);
        Expect.size("bricks", Math.multiplyExact(Math.multiplyExact(nx, ny), nz), index.length);
        if (degree < 0 || degree > 2) {
            throw new IllegalArgumentException("spherical harmonics of degree " + degree);
        }
        int bricks = opacity.length / POINTS;
        int coefficients = (degree + 1) * (degree + 1);
        if (opacity.length != bricks * POINTS || color.length != (long) opacity.length * coefficients * 3) {
            throw new IllegalArgumentException(
                    opacity.length + " opacities and " + color.length + " colours of degree " + degree);
        }
        for (int brick : index) {
            if (brick < -1 || brick >= bricks) {
                throw new IllegalArgumentException("brick " + brick + " of " + bricks);
            }
        }
    }

    /** Number of stored bricks. */
    public int bricks() {
        return opacity.length / POINTS;
    }

    /** Coefficients of each colour. */
    public int coefficients() {
        return (degree + 1) * (degree + 1);
    }

    /** The corner opposite to {@link #low}. */
    public Vector3f high() {
        return new Vector3f(nx, ny, nz).mul(CELLS * cell).add(low);
    }
}
