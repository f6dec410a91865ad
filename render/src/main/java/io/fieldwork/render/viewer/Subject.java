package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.scene.Item;
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
    /** {@return its name in a few words} */
    String title();

    /** {@return the smallest box around it, by which the camera frames it} */
    Bounds bounds();

    /** {@return the names of its modes of display, such as {@code color} or {@code depth}, the usual one first} */
    default List<String> modes() {
        return List.of("color");
    }

    /** {@return the increasing times at which it is known; none if it stands still} */
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
     * Charts that fill the view instead of a scene. The items of the scene, if there are any, are then seen straight from the front on the
     * first chart, whose edges are those of {@link #bounds}.
     *
     * @param mode one of {@link #modes}
     * @param instant number of one of {@link #times}, or 0
     * @return a figure if the mode is flat; the same object as long as nothing has changed
     */
    default Optional<Figure> figure(String mode, int instant) {
        return Optional.empty();
    }

    /**
     * The frames of a live field, behind the scene.
     *
     * @param mode one of {@link #modes}
     * @return a source that renders on another thread, if there is a field
     */
    default Optional<FrameSource> frames(String mode) {
        return Optional.empty();
    }

    /** {@return a count that changes whenever new frames would differ, as when training went on} */
    default long version() {
        return 0;
    }

    /** {@return the cameras of its photographs, to jump to; the viewer starts at the first} */
    default List<Camera> cameras() {
        return List.of();
    }

    /** {@return its own panels, to show beside the viewer's} */
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
        /** {@return the box around the finite points of some items; of none, the cube from -1 to 1} */
        public static Bounds of(List<Item> items) {
            return Extent.of(items);
        }

        /** Whether it lies in a plane z = constant. */
        public boolean flat() {
            return low.z() == high.z();
        }
    }
}
