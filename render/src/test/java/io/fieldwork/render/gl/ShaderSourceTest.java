package io.fieldwork.render.gl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ShaderSourceTest {
    private final ShaderSource source = ShaderSource.read(ShaderSourceTest.class, "broken.frag", "SOMETHING");

    @Test
    void piecesStandWhereTheyAreIncluded() {
        assertEquals("#version 410 core", source.text().lines().findFirst().orElseThrow());
        assertEquals(
                "#define SOMETHING", source.text().lines().skip(1).findFirst().orElseThrow());
        assertEquals(
                "vec4 shade(vec4 tint) {",
                source.text().lines().skip(2).findFirst().orElseThrow());
        assertEquals(
                "out vec4 color;", source.text().lines().skip(8).findFirst().orElseThrow());
    }

    @Test
    void logsOfAllDriversNameOurFilesAndLines() {
        assertEquals("broken.glsl:3: error: x", source.explain("0:8(26): error: x"));
        assertEquals("broken.glsl:3: error C1503: x", source.explain("0(8) : error C1503: x"));
        assertEquals("broken.frag:3: x\nshade.glsl:2: y", source.explain("ERROR: 0:9: x\nERROR: 0:4: y"));
        assertEquals("0:99: out of the text", source.explain("0:99: out of the text"));
    }

    @Test
    void theCompilerPointsIntoThePiece() {
        try (Context _ = Offscreen.open()) {
            Census before = Census.take();
            GlException error = assertThrows(
                    GlException.class, () -> Program.load(ShaderSourceTest.class, "plain.vert", "broken.frag"));
            assertTrue(error.getMessage().contains("broken.glsl:3:"), error.getMessage());
            assertEquals(before, Census.take());
        }
    }

    @Test
    void aMissingFileIsNamed() {
        GlException error =
                assertThrows(GlException.class, () -> ShaderSource.read(ShaderSourceTest.class, "missing.frag"));
        assertTrue(error.getMessage().contains("missing.frag"));
    }
}
