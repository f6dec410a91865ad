package io.fieldwork.render.viewer;

/** The help panel of the keys. */
final class KeysPanel implements Panel {
    @Override
    public String title() {
        return "Keys";
    }

    @Override
    public void draw(Ui ui) {
        InputController.HELP.forEach(ui::text);
    }
}
