package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.VoxelGrid;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MacroCellsTest {
    @Test
    void boundsHoldEverythingThatInterpolationReaches() {
        int nx = 37;
        int ny = 16;
        int nz = 33;
        float[] values = new float[nx * ny * nz];
        Random random = new Random(2);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        MacroCells cells = MacroCells.of(new VoxelGrid(nx, ny, nz, values));
        assertEquals(3, cells.nx);
        assertEquals(1, cells.ny);
        assertEquals(3, cells.nz);
        for (int block = 0; block < 9; block++) {
            float least = 1;
            float greatest = 0;
            for (int i = 0; i < values.length; i++) {
                if (reached(i % nx, block % 3) && reached(i / nx % ny, 0) && reached(i / nx / ny, block / 3)) {
                    least = Math.min(least, values[i]);
                    greatest = Math.max(greatest, values[i]);
                }
            }
            assertEquals(least, cells.bounds[2 * block]);
            assertEquals(greatest, cells.bounds[2 * block + 1]);
            assertTrue(least < greatest);
        }
    }

    private static boolean reached(int cell, int block) {
        return cell >= block * MacroCells.SIZE - 1 && cell <= (block + 1) * MacroCells.SIZE;
    }
}
