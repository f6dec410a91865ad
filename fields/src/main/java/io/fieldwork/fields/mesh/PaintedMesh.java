package io.fieldwork.fields.mesh;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A mesh with what is known at its vertices.
 *
 * @param shape the triangles
 * @param normals [vertices, 3], unit; or empty
 * @param colors [vertices, 3] in sRGB; or empty
 * @param texture that lies on it, or null
 */
public record PaintedMesh(
        TriangleMesh shape,
        float[] normals,
        byte[] colors,
        @Nullable Texture texture) {
    /** Rejects arrays that do not fit. */
    public PaintedMesh {
        int size = shape.vertices().length;
        if (normals.length != 0 && normals.length != size || colors.length != 0 && colors.length != size) {
            throw new IllegalArgumentException(
                    normals.length + " and " + colors.length + " components for " + size + " of vertices");
        }
        if (texture != null && texture.places().length != size / 3 * 2) {
            throw new IllegalArgumentException(texture.places().length / 2 + " places for " + size / 3 + " vertices");
        }
    }

    /** A mesh without a texture. */
    public PaintedMesh(TriangleMesh shape, float[] normals, byte[] colors) {
        this(shape, normals, colors, null);
    }

    /** {@return a mesh without normals and colours} */
    public static PaintedMesh plain(TriangleMesh shape) {
        return new PaintedMesh(shape, new float[0], new byte[0]);
    }

    /** {@return a mesh with the normals that its triangles give} */
    public static PaintedMesh shaded(TriangleMesh shape) {
        return new PaintedMesh(shape, shape.normals(), new byte[0]);
    }

    /**
     * Writes a file atomically, in the format that its ending names.
     *
     * @throws io.fieldwork.fields.tensor.UserError if there is no such format, or it cannot be written
     */
    public void write(Path file) {
        MeshFormat.of(file).write(file, this);
    }
}
