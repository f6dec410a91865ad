package io.fieldwork.render.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

/** Items refuse what cannot be drawn. */
final class ItemsTest {
    private static final Palette GRAY = Palette.of(Colormap.GRAY, 0, 1);

    private static void refused(Runnable maker) {
        assertThrows(IllegalArgumentException.class, maker::run);
    }

    @Test
    void sizesMustFit() {
        refused(() -> new VoxelGrid(2, 2, 2, new float[7]));
        refused(() -> new VoxelGrid(0, 2, 2, new float[0]));
        refused(() -> new ScalarGrid(2, 2, new float[5]));
        refused(() -> new VectorGrid(2, 2, new float[4], false));
        refused(() -> new Points(new float[4], null, Color.BLACK, 1));
        refused(() -> new Points(new float[3], new float[6], Color.BLACK, 1));
        refused(() -> new Points(new float[3], null, Color.BLACK, 0));
        refused(() -> new Triangles(new float[9], new int[] {0, 1, 3}));
        refused(() -> new Triangles(new float[9], new int[] {0, 1}));
        refused(() -> new Curves(List.of(new float[2]), Color.BLACK, 1));
        refused(() -> new Glyphs(new float[3], new float[6], true, 1, 1, GRAY));
    }

    @Test
    void volumesNeedABoxAndAStep() {
        VoxelGrid grid = new VoxelGrid(1, 1, 1, new float[1]);
        Transfer ramp = Transfer.ramp(GRAY, 1);
        refused(() -> Volume.of(grid, ramp).in(new Vector3f(), new Vector3f(1, 0, 1)));
        refused(() -> new Volume(grid, new Vector3f(), new Vector3f(1), ramp, new Volume.Composite(), 0));
        refused(() -> new Transfer(GRAY, new float[] {0, 1.5f}, 1));
        refused(() -> new Transfer(GRAY, new float[] {0}, 1));
        refused(() -> new Transfer(GRAY, new float[] {0, 1}, Float.NaN));
    }

    @Test
    void opacitiesAreInterpolated() {
        Transfer transfer = new Transfer(GRAY, new float[] {0, 1, 0.5f}, 1);
        assertEquals(0.5f, transfer.opacityAt(0.25f));
        assertEquals(0.75f, transfer.opacityAt(0.75f));
        assertEquals(0.5f, transfer.opacityAt(9));
    }

    @Test
    void aDirectorAndItsOppositeAreInterpolatedAlike() {
        VectorGrid grid = new VectorGrid(2, 1, new float[] {3, 4, -3, -4}, true);
        float[] doubled = grid.interpolated();
        assertEquals(doubled[0], doubled[2]);
        assertEquals(doubled[1], doubled[3]);
        assertEquals(5, Math.hypot(doubled[0], doubled[1]), 1e-6);
    }

    @Test
    void glyphsOnAGridKeepTheirPlaces() {
        float[] vectors = new float[2 * 4 * 4];
        for (int i = 0; i < 16; i++) {
            vectors[2 * i] = i;
        }
        Glyphs glyphs = Glyphs.on(new VectorGrid(4, 4, vectors, false), Plane.xy(0, 0, 4, 8), 2, GRAY);
        assertArrayEquals(new float[] {1.5f, 3, 0, 3.5f, 3, 0, 1.5f, 7, 0, 3.5f, 7, 0}, glyphs.positions(), 1e-6f);
        assertArrayEquals(new float[] {5, 0, 0, 7, 0, 0, 13, 0, 0, 15, 0, 0}, glyphs.vectors(), 1e-6f);
        assertEquals(2, 15 * glyphs.scale(), 1e-6);
    }

    @Test
    void aBoxHasTwelveEdges() {
        Curves box = Curves.box(new float[] {0, 0, 0}, new float[] {1, 2, 3}, Color.BLACK);
        double length = 0;
        for (float[] edge : box.lines()) {
            length += new Vector3f(edge[0], edge[1], edge[2]).distance(edge[3], edge[4], edge[5]);
        }
        assertEquals(4 * (1 + 2 + 3), length, 1e-6);
        assertEquals(12, box.lines().stream().map(Arrays::toString).distinct().count());
    }
}
