package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.Transfer;
import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.scene.VoxelGrid;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.View;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the renderer keeps between frames. */
final class RendererTest {
    @RegisterExtension
    static final Studio STUDIO = new Studio();

    @Test
    void anEmptySceneIsItsBackground() {
        Frame frame = STUDIO.draw(new View(Examples.flat().camera(), 1, 1));
        assertArrayEquals(new byte[] {-1, -1, -1, -1}, frame.rgba());
        assertEquals(Float.POSITIVE_INFINITY, frame.depth(0, 0));
    }

    @Test
    void dataStaysWhileItIsDrawnAndGoesAfterwards() {
        Renderer renderer = STUDIO.renderer();
        Volume volume = Volume.of(Examples.balls(8), Examples.fog(Colormap.INFERNO));
        for (int i = 0; i < 30; i++) {
            STUDIO.draw(Examples.flat(), volume);
        }
        int kept = renderer.kept();
        for (int i = 0; i < 30; i++) {
            STUDIO.draw(Examples.flat(), volume.in(new Vector3f(-1 - i), new Vector3f(1)));
        }
        assertEquals(kept, renderer.kept(), "the same arrays are uploaded once");
        Volume other = Volume.of(Examples.balls(8), Examples.fog(Colormap.INFERNO));
        for (int i = 0; i < 30; i++) {
            STUDIO.draw(Examples.flat(), other);
        }
        assertEquals(kept, renderer.kept(), "what is no longer drawn is gone");
    }

    /** Balls of 24 pixels' radius in three forms: by the area of a disc, and as many pixels in part as its outline crosses. */
    @Test
    void outlinesCoverPixelsInPart() {
        float radius = 0.5f;
        Transfer transfer = Transfer.ramp(Palette.of(Colormap.GRAY, 0, 1), 1);
        VoxelGrid distance = Examples.voxels(48, (x, y, z) -> 1 - Math.sqrt(x * x + y * y + z * z));
        Item[] balls = {
            new Points(new float[3], null, Color.BLACK, radius),
            Mesh.of(Examples.ball(new Vector3f(), radius, 60), Color.BLACK),
            Volume.of(distance, transfer).as(new Volume.Isosurface(1 - radius))
        };
        for (Item ball : balls) {
            byte[] rgba = STUDIO.drawClear(Examples.flat(), ball).rgba();
            double area = 0;
            int partial = 0;
            for (int i = 3; i < rgba.length; i += 4) {
                int alpha = rgba[i] & 0xff;
                area += alpha / 255.0;
                partial += alpha > 0 && alpha < 255 ? 1 : 0;
            }
            String name = ball.getClass().getSimpleName();
            assertEquals(Math.PI * 24 * 24, area, 20, name);
            assertTrue(partial > 70, name + " has " + partial + " pixels in part");
        }
    }

    @Test
    void aFrameDoesNotDependOnTheOneBefore() {
        Mesh mesh = Mesh.of(Examples.ball(new Vector3f(), 0.5f, 8), Color.of(0x406080));
        Frame first = STUDIO.draw(Examples.oblique(), mesh);
        STUDIO.draw(Examples.oblique(), Volume.of(Examples.balls(8), Examples.fog(Colormap.INFERNO)));
        Frame second = STUDIO.draw(Examples.oblique(), mesh);
        assertArrayEquals(first.rgba(), second.rgba());
        assertArrayEquals(first.depth(), second.depth());
    }
}
