package io.fieldwork.samples.bench;

import static org.lwjgl.opengl.GL11C.GL_BLEND;
import static org.lwjgl.opengl.GL11C.GL_DEPTH_TEST;
import static org.lwjgl.opengl.GL11C.GL_TRIANGLES;
import static org.lwjgl.opengl.GL11C.glDisable;
import static org.lwjgl.opengl.GL11C.glFinish;

import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.gl.VertexArray;

/**
 * The reference of frame times: a shader that sums some interpolated samples of a 128^3 texture of half floats along a
 * straight line for every pixel.
 */
final class SampleRoof implements AutoCloseable {
    private static final int SIDE = 128;
    private static final int UNIT = 1;

    private final Program program = Program.load(SampleRoof.class, "roof.vert", "roof.frag");
    private final Texture voxels = Texture.of3d(TexelFormat.R16F, SIDE, SIDE, SIDE)
            .upload(new float[SIDE * SIDE * SIDE])
            .smooth();
    private final VertexArray triangle = new VertexArray();

    /** The median milliseconds of an image of {@code size} pixels along each side with so many samples of each. */
    double milliseconds(int size, int samples) {
        try (Framebuffer target = new Framebuffer(size, size)) {
            target.clear(new float[4]);
            glDisable(GL_DEPTH_TEST);
            glDisable(GL_BLEND);
            voxels.bind(UNIT);
            program.use().set("voxels", UNIT).set("samples", samples);
            return FrameTimes.of(number -> {
                        triangle.draw(GL_TRIANGLES, 3);
                        glFinish();
                    })
                    .median();
        }
    }

    @Override
    public void close() {
        triangle.close();
        voxels.close();
        program.close();
    }
}
