package io.fieldwork.render.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * A glyph of length 1 along z with its middle at 0, as loose triangles. Only its length and thickness are stretched, so a point is
 * a reach from the axis in thicknesses and a place along it, partly in lengths and partly in thicknesses.
 *
 * @param positions [vertices, 4] x and y in thicknesses, z in lengths, z in thicknesses
 * @param normals [vertices, 3] of the shape as it is before it is stretched
 */
record GlyphShape(float[] positions, float[] normals) {
    private static final int SIDES = 12;
    private static final float SHAFT = 0.5f;
    private static final float HEAD = 1.5f;
    private static final float HEAD_LENGTH = 3;

    /** The corners of two triangles that make up a side of a band. */
    private static final boolean[] UPPER = {false, false, true, false, true, true};

    private static final int[] TURN = {0, 1, 1, 0, 1, 0};

    /** A ring around the axis: its radius and place, the latter partly in lengths and partly in thicknesses. */
    private record Ring(float radius, float along, float back) {}

    static GlyphShape of(boolean head) {
        List<Ring> outline = new ArrayList<>(List.of(new Ring(0, -0.5f, 0), new Ring(SHAFT, -0.5f, 0)));
        if (head) {
            outline.add(new Ring(SHAFT, 0.5f, -HEAD_LENGTH));
            outline.add(new Ring(HEAD, 0.5f, -HEAD_LENGTH));
        } else {
            outline.add(new Ring(SHAFT, 0.5f, 0));
        }
        outline.add(new Ring(0, 0.5f, 0));
        int bands = outline.size() - 1;
        GlyphShape shape = new GlyphShape(new float[bands * SIDES * 24], new float[bands * SIDES * 18]);
        for (int band = 0; band < bands; band++) {
            for (int side = 0; side < SIDES; side++) {
                shape.quad(6 * (band * SIDES + side), outline.get(band), outline.get(band + 1), side);
            }
        }
        return shape;
    }

    int vertices() {
        return normals.length / 3;
    }

    private void quad(int vertex, Ring low, Ring high, int side) {
        for (int i = 0; i < 6; i++) {
            put(vertex + i, UPPER[i] ? high : low, side + TURN[i], low, high);
        }
    }

    private void put(int vertex, Ring ring, int turn, Ring low, Ring high) {
        double angle = 2 * Math.PI * turn / SIDES;
        float cos = (float) Math.cos(angle);
        float sin = (float) Math.sin(angle);
        float[] position = {ring.radius * cos, ring.radius * sin, ring.along, ring.back};
        System.arraycopy(position, 0, positions, 4 * vertex, 4);
        boolean flat = low.along == high.along && low.back == high.back;
        boolean cone = !flat && low.radius != high.radius;
        float outward = flat ? 0 : cone ? HEAD_LENGTH : 1;
        float forward = flat ? -1 : cone ? HEAD : 0;
        float[] normal = {outward * cos, outward * sin, forward};
        System.arraycopy(normal, 0, normals, 3 * vertex, 3);
    }
}
