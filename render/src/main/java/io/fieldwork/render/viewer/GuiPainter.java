package io.fieldwork.render.viewer;

import static org.lwjgl.opengl.GL11C.GL_BLEND;
import static org.lwjgl.opengl.GL11C.GL_CULL_FACE;
import static org.lwjgl.opengl.GL11C.GL_DEPTH_TEST;
import static org.lwjgl.opengl.GL11C.GL_FLOAT;
import static org.lwjgl.opengl.GL11C.GL_ONE;
import static org.lwjgl.opengl.GL11C.GL_ONE_MINUS_SRC_ALPHA;
import static org.lwjgl.opengl.GL11C.GL_SCISSOR_TEST;
import static org.lwjgl.opengl.GL11C.GL_TRIANGLES;
import static org.lwjgl.opengl.GL11C.GL_UNSIGNED_BYTE;
import static org.lwjgl.opengl.GL11C.GL_UNSIGNED_SHORT;
import static org.lwjgl.opengl.GL11C.glBlendFunc;
import static org.lwjgl.opengl.GL11C.glDisable;
import static org.lwjgl.opengl.GL11C.glEnable;
import static org.lwjgl.opengl.GL11C.glScissor;
import static org.lwjgl.opengl.GL15C.GL_ARRAY_BUFFER;
import static org.lwjgl.opengl.GL15C.GL_ELEMENT_ARRAY_BUFFER;
import static org.lwjgl.opengl.GL15C.GL_STREAM_DRAW;
import static org.lwjgl.opengl.GL15C.glBindBuffer;
import static org.lwjgl.opengl.GL15C.glBufferData;
import static org.lwjgl.opengl.GL15C.glDeleteBuffers;
import static org.lwjgl.opengl.GL15C.glGenBuffers;
import static org.lwjgl.opengl.GL20C.glEnableVertexAttribArray;
import static org.lwjgl.opengl.GL20C.glVertexAttribPointer;
import static org.lwjgl.opengl.GL30C.glBindVertexArray;
import static org.lwjgl.opengl.GL30C.glDeleteVertexArrays;
import static org.lwjgl.opengl.GL30C.glGenVertexArrays;
import static org.lwjgl.opengl.GL32C.glDrawElementsBaseVertex;

import imgui.ImDrawData;
import imgui.ImFontAtlas;
import imgui.ImVec4;
import imgui.type.ImInt;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import java.nio.ByteBuffer;

/** The renderer of Dear ImGui's triangles; vertices are position, texel and colour, interleaved. */
final class GuiPainter implements AutoCloseable {
    private static final int LETTERS = 0;
    private static final int TEXEL_AT = 2 * Float.BYTES;
    private static final int TINT_AT = 4 * Float.BYTES;

    private final Program program = Program.load(GuiPainter.class, "gui.vert", "gui.frag");
    private final Texture letters;
    private final int layout = glGenVertexArrays();
    private final int vertices = glGenBuffers();
    private final int elements = glGenBuffers();
    private final ImVec4 clip = new ImVec4();

    GuiPainter(ImFontAtlas fonts) {
        ImInt width = new ImInt();
        ImInt height = new ImInt();
        ByteBuffer pixels = fonts.getTexDataAsRGBA32(width, height);
        byte[] texels = new byte[4 * width.get() * height.get()];
        pixels.get(texels);
        letters = Texture.of2d(TexelFormat.RGBA8, width.get(), height.get())
                .upload(texels)
                .smooth();
        fonts.setTexID(letters.name());
        glBindVertexArray(layout);
        glBindBuffer(GL_ARRAY_BUFFER, vertices);
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, elements);
        int stride = ImDrawData.SIZEOF_IM_DRAW_VERT;
        glVertexAttribPointer(0, 2, GL_FLOAT, false, stride, 0);
        glVertexAttribPointer(1, 2, GL_FLOAT, false, stride, TEXEL_AT);
        glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, true, stride, TINT_AT);
        for (int location = 0; location < 3; location++) {
            glEnableVertexAttribArray(location);
        }
    }

    /** Draws over an image. */
    void paint(ImDrawData data, Framebuffer target) {
        target.bindColor();
        glDisable(GL_DEPTH_TEST);
        glDisable(GL_CULL_FACE);
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        glEnable(GL_SCISSOR_TEST);
        program.use()
                .set("size", (float) target.width(), (float) target.height())
                .set("letters", LETTERS);
        letters.bind(LETTERS);
        glBindVertexArray(layout);
        glBindBuffer(GL_ARRAY_BUFFER, vertices);
        for (int list = 0; list < data.getCmdListsCount(); list++) {
            glBufferData(GL_ARRAY_BUFFER, data.getCmdListVtxBufferData(list), GL_STREAM_DRAW);
            glBufferData(GL_ELEMENT_ARRAY_BUFFER, data.getCmdListIdxBufferData(list), GL_STREAM_DRAW);
            for (int command = 0; command < data.getCmdListCmdBufferSize(list); command++) {
                draw(data, list, command, target);
            }
        }
        glDisable(GL_SCISSOR_TEST);
    }

    private void draw(ImDrawData data, int list, int command, Framebuffer target) {
        data.getCmdListCmdBufferClipRect(list, command, clip);
        int left = Math.max(0, (int) clip.x);
        int top = Math.max(0, (int) clip.y);
        int right = Math.min(target.width(), (int) clip.z);
        int bottom = Math.min(target.height(), (int) clip.w);
        if (left < right && top < bottom) {
            glScissor(left, target.height() - bottom, right - left, bottom - top);
            glDrawElementsBaseVertex(
                    GL_TRIANGLES,
                    data.getCmdListCmdBufferElemCount(list, command),
                    GL_UNSIGNED_SHORT,
                    (long) Short.BYTES * data.getCmdListCmdBufferIdxOffset(list, command),
                    data.getCmdListCmdBufferVtxOffset(list, command));
        }
    }

    @Override
    public void close() {
        glDeleteVertexArrays(layout);
        glDeleteBuffers(vertices);
        glDeleteBuffers(elements);
        letters.close();
        program.close();
    }
}
