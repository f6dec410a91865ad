package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM;
import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM_NULL;
import static org.lwjgl.glfw.GLFW.glfwInitHint;

import io.fieldwork.render.export.Png;
import io.fieldwork.render.gl.Offscreen;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lwjgl.system.Platform;

/** Windows of GLFW's platform that needs no display. */
final class WindowTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needsNoDisplay() {
        Assumptions.assumeTrue(Platform.get() == Platform.LINUX);
        Offscreen.open().close();
        glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_NULL);
    }

    @Test
    void aScriptDrivesAWindow() throws IOException {
        Path shot = folder.resolve("shot.png");
        List<String> lines = List.of(
                "wait 2",
                "orbit 30 10",
                "key Tab",
                "resize 400 300",
                "wait 2",
                "screenshot " + shot,
                "wait 1",
                "close",
                "wait 1000");
        Viewer.open("window")
                .size(320, 240)
                .add(Subjects.ball())
                .script(InputScript.parse("test", lines))
                .show();
        try (InputStream in = Files.newInputStream(shot)) {
            Frame image = Png.read(in);
            assertEquals(400, image.width());
            assertEquals(300, image.height());
            assertTrue(image.component(200, 150, 2) > image.component(200, 150, 0), "a blue ball in the middle");
            assertEquals(255, image.component(5, 5, 0), "before white");
        }
    }

    @Test
    void anotherThreadEndsAWindowAgainAndAgain() {
        AtomicInteger closed = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            Viewer viewer = Viewer.open("window")
                    .size(64, 48)
                    .add(Subjects.modes("ball", List.of("color"), List.of(Subjects.ball())));
            AtomicInteger frames = new AtomicInteger();
            viewer.panel(new Panel() {
                @Override
                public String title() {
                    return "Count";
                }

                @Override
                public void draw(Ui ui) {
                    if (frames.incrementAndGet() == 2) {
                        Thread.ofPlatform().start(viewer::stop);
                    }
                }
            });
            viewer.show();
            closed.incrementAndGet();
        }
        assertEquals(10, closed.get());
    }

    @Test
    void aBrokenScriptEndsTheWindow() {
        Viewer viewer = Viewer.open("window").size(64, 48).add(Subjects.ball());
        viewer.script(InputScript.parse("test", List.of("wait 1", "mode fog")));
        assertThrows(IllegalArgumentException.class, viewer::show);
    }
}
