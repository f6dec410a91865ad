package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.RadianceGrid;
import java.util.Random;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

/** The pyramid beside a search of all points of a cube. */
final class EmptySpaceTest {
    private static final int NX = 7;
    private static final int NY = 3;
    private static final int NZ = 5;

    /** Whether all points of a cube are clear, those on its faces included. */
    private static boolean isEmpty(boolean[] seen, int x, int y, int z, int level) {
        int side = 4 << level;
        int[] from = {4 * x / side * side, 4 * y / side * side, 4 * z / side * side};
        for (int k = from[2]; k <= Math.min(8 * NZ, from[2] + side); k++) {
            for (int j = from[1]; j <= Math.min(8 * NY, from[1] + side); j++) {
                for (int i = from[0]; i <= Math.min(8 * NX, from[0] + side); i++) {
                    if (seen[i + (8 * NX + 1) * (j + (8 * NY + 1) * k)]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Test
    void levelsAreTheLargestEmptyCubes() {
        Random random = new Random(5);
        boolean[] seen = new boolean[(8 * NX + 1) * (8 * NY + 1) * (8 * NZ + 1)];
        for (int i = 0; i < 6; i++) {
            seen[random.nextInt(seen.length)] = true;
        }
        int[] index = new int[NX * NY * NZ];
        byte[] opacity = new byte[RadianceGrid.POINTS * index.length];
        int count = 0;
        for (int brick = 0; brick < index.length; brick++) {
            boolean any = false;
            for (int i = 0; i < RadianceGrid.POINTS; i++) {
                int x = 8 * (brick % NX) + i % 9;
                int y = 8 * (brick / NX % NY) + i / 9 % 9;
                int z = 8 * (brick / NX / NY) + i / 81;
                boolean here = seen[x + (8 * NX + 1) * (y + (8 * NY + 1) * z)];
                opacity[RadianceGrid.POINTS * count + i] = (byte) (here ? 200 : 0);
                any |= here;
            }
            index[brick] = any ? count++ : -1;
        }
        RadianceGrid grid =
                new RadianceGrid(new Vector3f(), 1, NX, NY, NZ, index, 0, opacity, new byte[3 * opacity.length], 1);
        int[] levels = EmptySpace.levels(grid);
        assertEquals(8 * index.length, levels.length);
        for (int i = 0; i < levels.length; i++) {
            int x = i % (2 * NX);
            int y = i / (2 * NX) % (2 * NY);
            int z = i / (2 * NX) / (2 * NY);
            assertTrue(levels[i] < 0 || isEmpty(seen, x, y, z, levels[i]), "level " + levels[i] + " of " + i);
            assertFalse(isEmpty(seen, x, y, z, levels[i] + 1), "more than level " + levels[i] + " of " + i);
        }
    }
}
