package io.fieldwork.samples.kind.distance;

import io.fieldwork.fields.mesh.MeshTopology;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.tensor.UserError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The mesh whose distance is learned; block {@code scene}.
 *
 * @param path of a mesh (PLY, OBJ, STL, OFF, glTF), or {@code generated:NAME} for the surface of a generated scene, default
 *     {@code generated:still-life}
 */
public record MeshOptions(@Nullable String path) {
    /** Fills in the default. */
    public MeshOptions {
        path = path == null ? MeshSource.GENERATED + "still-life" : path;
        UserError.require(!path.isBlank(), "scene.path", "''", "a mesh file, or generated:still-life");
    }

    /** {@return in a few words what a mesh is} */
    static String described(TriangleMesh mesh) {
        MeshTopology topology = MeshTopology.of(mesh);
        String whole = topology.isClosed()
                ? "closed"
                : topology.open() + " open edges, so inside is where the winding number is a half or more";
        String folded = topology.isManifold() ? "" : "; no manifold";
        return String.format(
                Locale.ROOT,
                "%,d triangles, %,d vertices, %d %s, %s%s",
                topology.triangles(),
                topology.vertices(),
                topology.components(),
                topology.components() == 1 ? "part" : "parts",
                whole,
                folded);
    }
}
