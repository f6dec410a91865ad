package io.fieldwork.samples.kind;

import io.fieldwork.fields.mesh.LevelSurface;
import io.fieldwork.fields.mesh.PaintedMesh;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.tensor.UserError;

/** The ability of a session to give a surface as triangles. */
public interface Meshing {
    /**
     * {@return the surface at the present parameters, in the frame of the data}
     *
     * @param resolution cells along the longest side of the box
     * @throws io.fieldwork.fields.tensor.UserError if there is none
     */
    LevelSurface surface(int resolution);

    /** {@return a mesh of about that surface with the normals, and the colours if there are any, that the field has at its vertices} */
    PaintedMesh painted(TriangleMesh mesh);

    /**
     * {@return a mesh of about that surface with the normals of the field and a picture of its colours}
     *
     * @param size of the picture in texels a side
     * @throws UserError if the field has no colours, or the triangles no room
     */
    default PaintedMesh textured(TriangleMesh mesh, int size) {
        throw new UserError("--texture is " + size + ", but the run has no colours; expected one of kind surface.");
    }
}
