package io.fieldwork.render.gl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.opengl.GL11C.GL_NO_ERROR;
import static org.lwjgl.opengl.GL11C.GL_TRIANGLES;
import static org.lwjgl.opengl.GL11C.glGenTextures;
import static org.lwjgl.opengl.GL11C.glGetError;
import static org.lwjgl.opengl.GL11C.glIsTexture;

import org.junit.jupiter.api.Test;

/** Everything is opened and closed a thousand times. */
final class LifetimeTest {
    private static final int TIMES = 1000;

    /** One of each owner, used. */
    private static void useEverything() {
        try (Texture row =
                        Texture.of1d(TexelFormat.RGBA8, 4).upload(new byte[16]).smooth();
                Texture plane = Texture.of2d(TexelFormat.R32F, 3, 5)
                        .upload(new float[15])
                        .repeated();
                Texture block = Texture.of3d(TexelFormat.R16F, 2, 3, 4).upload(new float[24]);
                VertexArray vertices = new VertexArray()
                        .attribute(0, 3, new float[9])
                        .instanced(1, 2, new float[4])
                        .elements(new int[] {0, 1, 2});
                Program program = Program.load(LifetimeTest.class, "plain.vert", "plain.frag");
                Framebuffer target = new Framebuffer(4, 3)) {
            row.bind(0);
            plane.bind(1);
            block.bind(2);
            target.clear(new float[4]);
            program.use().set("tint", 1, 0, 0, 1);
            vertices.draw(GL_TRIANGLES);
        }
    }

    @Test
    void objectsLeaveNothingBehind() {
        try (Context _ = Offscreen.open()) {
            useEverything();
            Census before = Census.take();
            for (int i = 0; i < TIMES; i++) {
                useEverything();
            }
            assertEquals(before, Census.take());
            assertTrue(glGenTextures() < Census.NAMES, "the census covers all names so far");
            assertEquals(GL_NO_ERROR, glGetError());
        }
    }

    @Test
    void theCensusSeesWhatIsOpen() {
        try (Context _ = Offscreen.open()) {
            Census before = Census.take();
            try (Framebuffer target = new Framebuffer(2, 2)) {
                Census during = Census.take();
                assertEquals(before.textures() + 2, during.textures());
                assertEquals(before.framebuffers() + 2, during.framebuffers());
                assertNotEquals(0, target.color().name());
            }
            assertEquals(before, Census.take());
        }
    }

    @Test
    void contextsLeaveNothingBehind() {
        for (int i = 0; i < TIMES; i++) {
            try (Context _ = Offscreen.open()) {
                try (Texture texture = Texture.of2d(TexelFormat.R8, 8, 8)) {
                    assertTrue(texture.name() < 20, "a new context has no textures");
                }
            }
        }
    }

    @Test
    void closingTwiceIsHarmless() {
        Context context = Offscreen.open();
        Texture first = Texture.of2d(TexelFormat.R8, 1, 1);
        first.close();
        try (Texture second = Texture.of2d(TexelFormat.R8, 1, 1)) {
            first.close();
            assertTrue(glIsTexture(second.name()));
        }
        context.close();
        context.close();
    }
}
