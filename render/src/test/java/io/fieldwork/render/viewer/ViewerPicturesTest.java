package io.fieldwork.render.viewer;

import io.fieldwork.render.draw.Golden;
import io.fieldwork.render.gl.Offscreen;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole images of the viewer, panels and all, beside images that were looked at. */
final class ViewerPicturesTest {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    @BeforeAll
    static void needsGl() {
        Offscreen.open().close();
    }

    /** The image at the end of a script. */
    private static Frame after(Viewer viewer, String... lines) {
        viewer.script(InputScript.parse("test", List.of(lines)));
        try (Headless images = viewer.headless(WIDTH, HEIGHT)) {
            Frame last = images.next();
            while (!images.isOver()) {
                last = images.next();
            }
            return last;
        }
    }

    @Test
    void aMeshAndAPanelOfOnesOwn() throws IOException {
        Panel own = new Panel() {
            @Override
            public String title() {
                return "Mine";
            }

            @Override
            public void draw(Ui ui) {
                ui.text("A line that is so long that it has to be wrapped around the panel's edge.");
                ui.text("Greek and signs: Δθ ≤ 10⁻³, ∂u/∂t → ∞, x₁ − é");
                ui.button("Press me");
                ui.beside();
                ui.toggle("tick me", true);
                ui.slider("length", 10, 1, 100, Ui.Scale.LOGARITHMIC);
                ui.choice("fruit", List.of("apple", "pear"), 1);
                ui.plot("loss", new float[] {1, 0.1f, 0.03f, Float.NaN, 0.001f}, Ui.Scale.LOGARITHMIC);
            }
        };
        Viewer viewer = Viewer.open("A ball").add(Subjects.ball()).panel(own);
        Golden.check("viewer-mesh", after(viewer, "wait 3", "orbit 60 -30", "zoom 2"));
    }

    @Test
    void aVolumeInSlices() throws IOException {
        Viewer viewer = Viewer.open("Two balls").add(Subjects.volume());
        Golden.check("viewer-volume", after(viewer, "press volume", "press slices", "press inverted", "orbit 0 40"));
    }

    @Test
    void twoSolutionsSideBySide() throws IOException {
        Viewer viewer = Viewer.open("Waves")
                .add(Subjects.wave("exact", 1, 0, 0.25, 0.5, 0.75, 1))
                .add(Subjects.wave("learned", 0.8, 0, 0.5, 1));
        Golden.check("viewer-time", after(viewer, "time 0.5", "wait 2"));
    }

    @Test
    void twoModesSideBySide() throws IOException {
        Subject subject =
                Subjects.modes("both", List.of("color", "density"), List.of(Subjects.ball(), Subjects.volume()));
        Golden.check("viewer-split", after(Viewer.open("Both").add(subject), "press \"split view\"", "wait 1"));
    }
}
