package io.fieldwork.render.view;

import java.util.Optional;

/** A direction of flight and the key that holds it, W A S D, the space bar and C. */
public enum Motion {
    /** Forwards, along the view. */
    FORWARD('W', 0, 0, -1),
    /** To the left of the image. */
    LEFT('A', -1, 0, 0),
    /** Backwards, against the view. */
    BACK('S', 0, 0, 1),
    /** To the right of the image. */
    RIGHT('D', 1, 0, 0),
    /** Up in the image. */
    UP(' ', 0, 1, 0),
    /** Down in the image. */
    DOWN('C', 0, -1, 0);

    final int x;
    final int y;
    final int z;
    private final int key;

    Motion(int key, int x, int y, int z) {
        this.key = key;
        this.x = x;
        this.y = y;
        this.z = z;
    }

    /** {@return the motion of a key, given by its upper-case character, which is also its number in GLFW} */
    public static Optional<Motion> of(int key) {
        for (Motion motion : values()) {
            if (motion.key == key) {
                return Optional.of(motion);
            }
        }
        return Optional.empty();
    }
}
