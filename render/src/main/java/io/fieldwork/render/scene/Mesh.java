package io.fieldwork.render.scene;

/**
 * A triangle mesh, lit from beside the camera and equally on both sides.
 *
 * @param triangles its shape
 * @param style surface, edges or both
 * @param color of vertices without their own, and of the edges where both are drawn
 */
public record Mesh(Triangles triangles, Style style, Color color) implements Item {
    /** The style of drawing a mesh. */
    public enum Style {
        /** The triangles. */
        SURFACE,
        /** Their edges alone. */
        WIREFRAME,
        /** The triangles with their edges in black. */
        BOTH
    }

    /** {@return a shaded surface; the colour is that of vertices without their own} */
    public static Mesh of(Triangles triangles, Color color) {
        return new Mesh(triangles, Style.SURFACE, color);
    }
}
