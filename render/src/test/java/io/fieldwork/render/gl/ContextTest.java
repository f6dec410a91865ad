package io.fieldwork.render.gl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM;
import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM_NULL;
import static org.lwjgl.glfw.GLFW.glfwInitHint;
import static org.lwjgl.opengl.GL11C.GL_SCISSOR_TEST;
import static org.lwjgl.opengl.GL11C.GL_TRIANGLES;
import static org.lwjgl.opengl.GL11C.glEnable;
import static org.lwjgl.opengl.GL11C.glIsTexture;
import static org.lwjgl.opengl.GL11C.glScissor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.lwjgl.system.Platform;

/** Contexts of both kinds draw; what is missing is told in a sentence. */
final class ContextTest {
    /** Half red over everything, read back. */
    private static byte[] drawn(String... defines) {
        try (Framebuffer target = new Framebuffer(2, 1);
                VertexArray nothing = new VertexArray();
                Program program = Program.load(ContextTest.class, "plain.vert", "plain.frag", defines)) {
            target.clear(new float[] {0, 0, 1, 1});
            program.use().set("tint", 0.6f, 0, 0, 1);
            nothing.draw(GL_TRIANGLES, 3);
            return target.readColor();
        }
    }

    private static final byte[] RED = {(byte) 153, 0, 0, -1, (byte) 153, 0, 0, -1};

    @Test
    void offscreenDraws() {
        try (Context context = Offscreen.open()) {
            assertFalse(context.renderer().isEmpty());
            assertTrue(context.window().isEmpty());
            assertArrayEquals(RED, drawn());
            assertEquals(77, drawn("DARK")[0] & 0xff, 1);
        }
    }

    @Test
    void aWindowDraws() {
        Assumptions.assumeTrue(Platform.get() == Platform.LINUX);
        Offscreen.open().close();
        // A platform of GLFW that needs no display.
        glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_NULL);
        try (Context context = Context.window(20, 10, "test")) {
            assertTrue(context.window().isPresent());
            assertArrayEquals(RED, drawn());
        }
    }

    @Test
    void contextsLiveSideBySide() {
        try (Context one = Offscreen.open()) {
            try (Context other = Offscreen.open()) {
                Texture ofOther = Texture.of2d(TexelFormat.R8, 1, 1);
                one.makeCurrent();
                assertArrayEquals(RED, drawn());
                other.makeCurrent();
                assertTrue(glIsTexture(ofOther.name()));
                ofOther.close();
                one.makeCurrent();
            }
            assertArrayEquals(RED, drawn(), "closing the other leaves this one current");
        }
    }

    @Test
    void aContextMovesToAnotherThread() throws InterruptedException {
        try (Context context = Offscreen.open()) {
            context.release();
            AtomicReference<byte[]> pixels = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                context.makeCurrent();
                pixels.set(drawn());
                context.release();
            });
            thread.start();
            thread.join();
            assertArrayEquals(RED, pixels.get());
            context.makeCurrent();
            assertArrayEquals(RED, drawn());
        }
    }

    @Test
    void targetsAreReadFromTheTop() {
        try (Context _ = Offscreen.open();
                Framebuffer target = new Framebuffer(1, 2)) {
            target.clear(new float[] {0, 0, 1, 1});
            glEnable(GL_SCISSOR_TEST);
            glScissor(0, 1, 1, 1);
            target.clear(new float[] {1, 0, 0, 1});
            assertArrayEquals(new byte[] {-1, 0, 0, -1, 0, 0, -1, -1}, target.readColor());
            assertArrayEquals(new float[] {1, 1}, target.readDepth());
        }
    }

    @Test
    void wrongSizesAreRefused() {
        try (Context _ = Offscreen.open();
                Texture texture = Texture.of2d(TexelFormat.R8, 2, 2)) {
            assertThrows(IllegalArgumentException.class, () -> texture.upload(new byte[3]));
            assertThrows(IllegalArgumentException.class, () -> texture.upload(new float[4]));
            assertThrows(IllegalArgumentException.class, () -> Texture.of2d(TexelFormat.R8, 0, 2));
        }
    }

    @Test
    void aMissingLibraryIsToldInOneSentence() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Platform.get() == Platform.LINUX);
        String told = told("-Dorg.lwjgl.egl.libname=/nowhere/libEGL.so", Map.of());
        assertTrue(told.matches("The EGL library is missing: install the packages libegl1, [^\n]*[.]"), told);
    }

    @Test
    void anOldDriverIsToldInOneSentence() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Platform.get() == Platform.LINUX);
        try (Context context = Offscreen.open()) {
            Assumptions.assumeTrue(context.version().contains("Mesa"), "only Mesa can pretend to be old");
        }
        String told = told("-Dsome=flag", Map.of("MESA_GL_VERSION_OVERRIDE", "3.3"));
        assertTrue(
                told.matches("No graphics device here offers OpenGL 4.1 [^\n]*: install the packages [^\n]*[.]"), told);
    }

    /** What a program that opens a context prints on standard output. */
    private static String told(String flag, Map<String, String> environment) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED", flag));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OpenAndTell.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return text;
    }
}
