package io.fieldwork.render.viewer;

import java.nio.file.Path;
import java.util.List;

/** An input event, from a window or a script. Positions are pixels of the image, from its upper left corner. */
sealed interface Input {
    /** The pointer is somewhere. */
    record Move(float x, float y) implements Input {}

    /** A button of the pointer goes down or up: 0 the left, 1 the right, 2 the middle one. */
    record Button(int button, boolean down) implements Input {}

    /** The wheel turns, away from the user if positive. */
    record Wheel(float notches) implements Input {}

    /** A key, by its number in GLFW, goes down or up. */
    record Key(int key, boolean down, boolean shift) implements Input {}

    /** A character is typed. */
    record Text(int codepoint) implements Input {}

    /** The image has another size; both are 0 while the window is an icon. */
    record Resize(int width, int height) implements Input {}

    /** Files are dropped. */
    record Drop(List<Path> files) implements Input {}
}
