package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Volume;
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
