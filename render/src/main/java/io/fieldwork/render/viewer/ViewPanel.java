package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Numbers;
import java.util.List;

/** The panel of mode and camera. */
final class ViewPanel implements Panel {
    private final ViewerCore core;

    ViewPanel(ViewerCore core) {
        this.core = core;
    }

    @Override
    public String title() {
        return "View";
    }

    @Override
    public void draw(Ui ui) {
        Viewports viewports = core.viewports();
        ui.text(core.pace().line());
        if (viewports.modes().size() > 1) {
            viewports.mode(pick(ui, "mode", viewports.mode()));
        }
        if (viewports.canSplit()) {
            viewports.split(ui.toggle("split view", viewports.isSplit()));
            if (viewports.isSplit()) {
                viewports.other(pick(ui, "second mode", viewports.other()));
            }
        }
        camera(ui);
        if (ui.button("Screenshot")) {
            core.screenshot();
        }
        ui.beside();
        if (ui.button(core.recorder().isRecording() ? "Stop recording" : "Record")) {
            core.recorder().toggle();
        }
    }

    private String pick(Ui ui, String label, String chosen) {
        List<String> modes = core.viewports().modes();
        return modes.get(ui.choice(label, modes, Math.max(0, modes.indexOf(chosen))));
    }

    private void camera(Ui ui) {
        CameraRig rig = core.rig();
        if (!rig.isFlat()) {
            boolean flying = ui.toggle("fly", rig.isFlying());
            if (flying != rig.isFlying()) {
                rig.fly(flying);
            }
            ui.beside();
        }
        if (ui.button("Frame all")) {
            core.frameAll();
        }
        ui.beside();
        if (ui.button("Reset")) {
            core.reset();
        }
        if (rig.isFlying()) {
            ui.text("speed " + Numbers.brief(rig.speed()) + " a second");
        }
        if (rig.cameras() > 0) {
            if (ui.button("Previous")) {
                rig.jump(-1);
            }
            ui.beside();
            if (ui.button("Next")) {
                rig.jump(1);
            }
            ui.beside();
            ui.text("camera " + rig.standsAt().map(i -> Integer.toString(i + 1)).orElse("-") + " of " + rig.cameras());
        }
    }
}
