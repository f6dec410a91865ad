package io.fieldwork.render.gl;

import static org.lwjgl.opengl.GL11C.GL_DEPTH_COMPONENT;
import static org.lwjgl.opengl.GL11C.GL_FLOAT;
import static org.lwjgl.opengl.GL11C.GL_RED;
import static org.lwjgl.opengl.GL11C.GL_RGBA;
import static org.lwjgl.opengl.GL11C.GL_RGBA8;
import static org.lwjgl.opengl.GL11C.GL_UNSIGNED_BYTE;
import static org.lwjgl.opengl.GL30C.GL_DEPTH_COMPONENT32F;
import static org.lwjgl.opengl.GL30C.GL_R16F;
import static org.lwjgl.opengl.GL30C.GL_R32F;
import static org.lwjgl.opengl.GL30C.GL_R8;
import static org.lwjgl.opengl.GL30C.GL_RG;
import static org.lwjgl.opengl.GL30C.GL_RG32F;
import static org.lwjgl.opengl.GL30C.GL_RGBA16F;

/** The format of a texel. Half floats are uploaded as floats. */
public enum TexelFormat {
    /** One byte, read as 0 to 1. */
    R8(GL_R8, GL_RED, GL_UNSIGNED_BYTE, 1),
    /** Four bytes, each read as 0 to 1. */
    RGBA8(GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, 4),
    /** One half float. */
    R16F(GL_R16F, GL_RED, GL_FLOAT, 1),
    /** Four half floats. */
    RGBA16F(GL_RGBA16F, GL_RGBA, GL_FLOAT, 4),
    /** One float. */
    R32F(GL_R32F, GL_RED, GL_FLOAT, 1),
    /** Two floats. */
    RG32F(GL_RG32F, GL_RG, GL_FLOAT, 2),
    /** Depth from 0 to 1 as a float. */
    DEPTH(GL_DEPTH_COMPONENT32F, GL_DEPTH_COMPONENT, GL_FLOAT, 1);

    final int internal;
    final int layout;
    final int type;
    final int components;

    TexelFormat(int internal, int layout, int type, int components) {
        this.internal = internal;
        this.layout = layout;
        this.type = type;
        this.components = components;
    }
}
