package io.fieldwork.render.viewer;

/** A small window of controls, drawn anew in each frame on the thread of the window. It keeps its own state and never waits. */
public interface Panel {
    /**
     * Its heading.
     *
     * @return a few words, other than those of the other panels
     */
    String title();

    /**
     * Draws it and takes what the user does.
     *
     * @param ui what it is made of
     */
    void draw(Ui ui);
}
