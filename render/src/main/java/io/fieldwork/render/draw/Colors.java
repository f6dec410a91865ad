package io.fieldwork.render.draw;

import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.Palette;

/** Palettes as shaders read them, see {@code palette.glsl}. */
final class Colors {
    /** Colours of a table, its ends included. */
    private static final int SIZE = 256;

    private record Table(Object colormap, boolean inverted) {}

    private Colors() {}

    static void bind(Palette palette, Program program, Stage stage, int unit) {
        Texture table = stage.texture(
                Colors.class,
                new Table(palette.colormap(), palette.inverted()),
                () -> Texture.of1d(TexelFormat.RGBA8, SIZE)
                        .upload(table(palette))
                        .smooth());
        table.bind(unit);
        program.set("colors", unit);
        range(palette, program);
    }

    static void range(Palette palette, Program program) {
        program.set("valueRange", palette.low(), palette.high());
    }

    /** What shaders are compiled with for a palette. */
    static String[] defines(Palette palette) {
        return palette.logarithmic() ? new String[] {"LOGARITHMIC"} : new String[0];
    }

    private static byte[] table(Palette palette) {
        byte[] table = new byte[4 * SIZE];
        for (int i = 0; i < SIZE; i++) {
            float[] color = palette.color((float) i / (SIZE - 1));
            for (int c = 0; c < 3; c++) {
                table[4 * i + c] = (byte) Math.round(255 * color[c]);
            }
            table[4 * i + 3] = (byte) 255;
        }
        return table;
    }
}
