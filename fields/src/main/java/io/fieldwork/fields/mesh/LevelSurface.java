package io.fieldwork.fields.mesh;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;

/**
 * The surface that was found in a box.
 *
 * @param mesh a manifold, open where it leaves the box
 * @param box where it was looked for
 * @param cuts edges of the lattice on the boundary of the box that it crosses; 0 if all of it is inside
 * @param evaluations of the function
 */
public record LevelSurface(TriangleMesh mesh, Box box, int cuts, long evaluations) {
    /**
     * {@return the mesh, which is closed}
     *
     * @throws UserError if the surface leaves the box
     */
    public TriangleMesh closed() {
        if (cuts > 0) {
            throw new UserError(
                    ("The surface leaves the box [%s %s %s] to [%s %s %s] (%d edges of its boundary are crossed), so its mesh"
                                    + " would be open there; expected a box around all of it.")
                            .formatted(box.minX(), box.minY(), box.minZ(), box.maxX(), box.maxY(), box.maxZ(), cuts));
        }
        return mesh;
    }
}
