package io.fieldwork.render.viewer;

/** A panel of controls, drawn anew in each frame on the thread of the window. It keeps its state and never blocks. */
public interface Panel {
    /** {@return its heading in a few words, other than those of the other panels} */
    String title();

    /** Draws the controls and handles the user's input. */
    void draw(Ui ui);
}
