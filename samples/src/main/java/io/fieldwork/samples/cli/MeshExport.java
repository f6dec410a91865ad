package io.fieldwork.samples.cli;

import io.fieldwork.fields.mesh.Decimation;
import io.fieldwork.fields.mesh.LevelSurface;
import io.fieldwork.fields.mesh.MeshTopology;
import io.fieldwork.fields.mesh.PaintedMesh;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.samples.kind.Meshing;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a surface becomes a file.
 *
 * @param resolution cells along the longest side of its box
 * @param triangles at most, or null for all
 * @param largest whether only its largest part is written
 * @param texture texels a side of a picture of its colours, or null for colours at the vertices
 */
record MeshExport(
        int resolution,
        @Nullable Integer triangles,
        boolean largest,
        @Nullable Integer texture) {
    /** Cells along the longest side, if nothing is said. */
    static final int USUAL = 256;

    /** Writes the surface; gives what it is, and says what is wrong with it. */
    String write(Meshing meshing, Path file, Consumer<String> say) {
        LevelSurface surface = meshing.surface(resolution);
        if (surface.cuts() > 0) {
            say.accept("The surface leaves its box, so the mesh is open there (" + surface.cuts() + " crossed edges).");
        }
        TriangleMesh mesh = largest ? surface.mesh().largestComponent() : surface.mesh();
        TriangleMesh written = triangles == null ? mesh : Decimation.to(mesh, triangles);
        PaintedMesh painted = texture == null ? meshing.painted(written) : meshing.textured(written, texture);
        painted.write(file);
        MeshTopology topology = MeshTopology.of(written);
        return String.format(
                Locale.ROOT,
                "%,d triangles, %,d vertices, %d %s, %s",
                topology.triangles(),
                topology.vertices(),
                topology.components(),
                topology.components() == 1 ? "part" : "parts",
                topology.isClosed() ? "closed" : "open at " + topology.open() + " edges");
    }
}
