package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.FrameSource;
import java.util.List;
import java.util.Optional;
import org.joml.Vector3fc;

/**
 * The subject of a viewer: a scene that may have several modes and change with time, over frames of a live field if it
 * has one. The viewer calls it on the thread of its window, so methods must return at once; frames are rendered on
 * another thread.
 */
public interface Subject extends AutoCloseable {
    /**
     * Its name.
     *
     * @return a few words
     */
    String title();

    /**
     * The bounds, by which the camera frames it.
     *
     * @return the smallest box around it
     */
    Bounds bounds();

    /**
     * The modes in which it can be shown.
     *
     * @return names such as {@code color} or {@code depth}, the usual one first
     */
    default List<String> modes() {
        return List.of("color");
    }

    /**
     * The instants at which it is known.
     *
     * @return times, increasing; none if it stands still
     */
    default List<Double> times() {
        return List.of();
    }

    /**
     * The scene.
     *
     * @param mode one of {@link #modes}
     * @param instant number of one of {@link #times}, or 0
     * @return the scene; the same object, or one with the same arrays, as long as nothing has changed
     */
    Scene scene(String mode, int instant);

    /**
     * The frames of a live field, behind the scene.
     *
     * @param mode one of {@link #modes}
     * @return a source that renders on another thread, if there is a field
     */
    default Optional<FrameSource> frames(String mode) {
        return Optional.empty();
    }

    /**
     * A number that changes whenever new frames would differ, as when training went on.
     *
     * @return a count
     */
    default long version() {
        return 0;
    }

    /**
     * The cameras of its photographs.
     *
     * @return cameras to jump to; the first is where the viewer starts
     */
    default List<Camera> cameras() {
        return List.of();
    }

    /**
     * Its own panels.
     *
     * @return panels to show beside the viewer's
     */
    default List<Panel> panels() {
        return List.of();
    }

    @Override
    default void close() {}

    /**
     * A box along the axes. One without thickness along z is viewed from above.
     *
     * @param low corner
     * @param high the opposite corner, nowhere smaller
     */
    record Bounds(Vector3fc low, Vector3fc high) {
        /** Whether it lies in a plane z = constant. */
        public boolean flat() {
            return low.z() == high.z();
        }
    }
}
