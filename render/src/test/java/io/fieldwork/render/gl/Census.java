package io.fieldwork.render.gl;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lwjgl.opengl.GL11C;
import org.lwjgl.opengl.GL15C;
import org.lwjgl.opengl.GL20C;
import org.lwjgl.opengl.GL30C;

/**
 * How many objects of each kind live in the current context, counted by asking for every name.
 *
 * @param textures alive
 * @param buffers alive
 * @param vertexArrays alive
 * @param framebuffers alive
 * @param programs alive, and shaders
 */
public record Census(long textures, long buffers, long vertexArrays, long framebuffers, long programs) {
    static final int NAMES = 20_000;

    /** Counts now. */
    public static Census take() {
        return new Census(
                count(GL11C::glIsTexture),
                count(GL15C::glIsBuffer),
                count(GL30C::glIsVertexArray),
                count(GL30C::glIsFramebuffer),
                count(GL20C::glIsProgram) + count(GL20C::glIsShader));
    }

    private static long count(IntPredicate lives) {
        return IntStream.range(1, NAMES).filter(lives).count();
    }
}
