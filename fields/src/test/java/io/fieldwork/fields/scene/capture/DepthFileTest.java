package io.fieldwork.fields.scene.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DepthFileTest {
    @TempDir
    private Path folder;

    @Test
    void imagesKeepMillimetresAndWhatTheyDoNotReachIsUnknown() {
        DepthFile file = new DepthFile(folder.resolve("a.png"), 1e-3);
        file.write(new float[] {1.2344f, 0.0006f, Float.POSITIVE_INFINITY, 65.535f, 65.536f, 3}, 3);
        DepthMap map = file.scaled(2).read();
        assertArrayEquals(new float[] {2.468f, 0.002f, 0, 131.07f, 0, 6}, map.depth(), 1e-5f);
        assertEquals(3, map.width());
        assertEquals(2, map.height());
    }

    @Test
    void arraysOfNumPyAreReadInTheSameUnit() {
        Path path = folder.resolve("a.npy");
        NpyArray.of(new float[] {1000, Float.NaN, -1, Float.POSITIVE_INFINITY}, 2, 2)
                .write(path);
        assertArrayEquals(
                new float[] {1, 0, 0, 0}, new DepthFile(path, 1e-3).read().depth());
    }

    /** A pixel has the depth of the cell that its middle lies in. */
    @Test
    void aMapMayBeSmallerThanItsImage() {
        DepthMap map = new DepthMap(2, 1, new float[] {1, 5});
        assertEquals(1, map.at(2, 3, 6, 4));
        assertEquals(5, map.at(3, 0, 6, 4));
        assertEquals(5, map.at(5, 3, 6, 4));
    }

    @Test
    void whatHoldsNoDepthsIsNamed() {
        Path colors = folder.resolve("colors.png");
        new Image(2, 2, 3, new byte[12]).writePng(colors);
        Path cube = folder.resolve("cube.npy");
        NpyArray.of(new float[8], 2, 2, 2).write(cube);
        for (Path path : new Path[] {colors, cube, folder.resolve("missing.png")}) {
            String message = assertThrows(UserError.class, () -> new DepthFile(path, 1).read())
                    .getMessage();
            assertTrue(message.contains(path.toString()), message);
        }
    }
}
