package io.fieldwork.render.viewer;

/** What the keys do. */
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
