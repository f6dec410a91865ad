package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Numbers;
import java.util.List;

/** What is shown and from where. */
final class ViewPanel implements Panel {
    private final ViewerCore desk;

    ViewPanel(ViewerCore desk) {
        this.desk = desk;
    }

    @Override
    public String title() {
        return "View";
    }

    @Override
    public void draw(Ui ui) {
        Viewports show = desk.show();
        ui.text(desk.pace().line());
        if (show.modes().size() > 1) {
            show.mode(pick(ui, "mode", show.mode()));
        }
        if (show.canSplit()) {
            show.split(ui.toggle("split view", show.isSplit()));
            if (show.isSplit()) {
                show.other(pick(ui, "second mode", show.other()));
            }
        }
        camera(ui);
        if (ui.button("Screenshot")) {
            desk.screenshot();
        }
        ui.beside();
        if (ui.button(desk.recorder().isRecording() ? "Stop recording" : "Record")) {
            desk.recorder().toggle();
        }
    }

    private String pick(Ui ui, String label, String chosen) {
        List<String> modes = desk.show().modes();
        return modes.get(ui.choice(label, modes, Math.max(0, modes.indexOf(chosen))));
    }

    private void camera(Ui ui) {
        CameraRig rig = desk.rig();
        if (!rig.isFlat()) {
            boolean flying = ui.toggle("fly", rig.isFlying());
            if (flying != rig.isFlying()) {
                rig.fly(flying);
            }
            ui.beside();
        }
        if (ui.button("Frame all")) {
            rig.frameAll();
        }
        ui.beside();
        if (ui.button("Reset")) {
            rig.reset();
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
