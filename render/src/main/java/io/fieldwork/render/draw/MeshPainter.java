package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLES;

import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Triangles;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Draws surfaces and their edges. */
final class MeshPainter {
    private record Edges(Triangles triangles) {}

    private MeshPainter() {}

    static void paint(Mesh mesh, Stage stage) {
        if (mesh.style() != Mesh.Style.WIREFRAME) {
            surface(mesh, stage);
        }
        if (mesh.style() != Mesh.Style.SURFACE) {
            Color ink = mesh.style() == Mesh.Style.BOTH ? Color.BLACK : mesh.color();
            VertexArray edges =
                    stage.vertices(MeshPainter.class, new Edges(mesh.triangles()), () -> edges(mesh.triangles()));
            LinePainter.paint(edges, ink, 1, stage);
        }
    }

    private static void surface(Mesh mesh, Stage stage) {
        Triangles triangles = mesh.triangles();
        Program program = stage.use("mesh.vert", "mesh.frag");
        program.set("uniformColor", mesh.color().rgb()).set("colored", triangles.colors() == null ? 0 : 1);
        stage.vertices(MeshPainter.class, triangles, () -> vertices(triangles)).draw(GL_TRIANGLES);
    }

    private static VertexArray vertices(Triangles triangles) {
        Triangles shaded = triangles.shaded();
        VertexArray vertices = new VertexArray()
                .attribute(0, 3, shaded.positions())
                .attribute(1, 3, Objects.requireNonNull(shaded.normals()))
                .elements(shaded.corners());
        return shaded.colors() == null ? vertices : vertices.attribute(2, 3, shaded.colors());
    }

    /** Every edge once, though two triangles share it. */
    private static VertexArray edges(Triangles triangles) {
        Set<Long> seen = new HashSet<>();
        int[] corners = triangles.corners();
        Segments segments = new Segments();
        for (int t = 0; t < corners.length; t++) {
            int from = corners[t];
            int to = corners[t % 3 == 2 ? t - 2 : t + 1];
            if (seen.add((long) Math.min(from, to) << 32 | Math.max(from, to))) {
                segments.add(triangles.positions(), from, to);
            }
        }
        return segments.upload();
    }
}
