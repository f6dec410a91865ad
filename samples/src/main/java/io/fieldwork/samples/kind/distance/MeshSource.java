package io.fieldwork.samples.kind.distance;

import io.fieldwork.fields.mesh.LevelFunction;
import io.fieldwork.fields.mesh.MarchingCubes;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.scene.exact.ExactScene;
import io.fieldwork.fields.scene.exact.Scenery;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.load.MeshFile;
import io.fieldwork.render.load.Model;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.samples.config.Shipped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A mesh as it was read or made. Vertices of a file at one place are one; they are known in the single precision in which files hold them.
 *
 * @param mesh the triangles
 * @param remarks a sentence about each thing of the file that is not as it stands there
 */
record MeshSource(TriangleMesh mesh, List<String> remarks) {
    static final String GENERATED = Shipped.GENERATED;
    /** Cells along the longest side of a scene that is generated. */
    private static final int CELLS = 256;

    /** The mesh of a path of a configuration. */
    static MeshSource of(String path) {
        return path.startsWith(GENERATED) ? generated(path.substring(GENERATED.length())) : read(Path.of(path));
    }

    private static MeshSource generated(String name) {
        List<String> known = Scenery.ALL.stream().map(Scenery::name).toList();
        UserError.oneOf(
                "scene.path",
                GENERATED + name,
                known.stream().map(GENERATED::concat).toList());
        ExactScene scene = Scenery.named(name).at(0);
        LevelFunction distance = LevelFunction.of(scene::distance);
        return new MeshSource(
                MarchingCubes.surface(distance, scene.box(), CELLS).closed(), List.of());
    }

    private static MeshSource read(Path file) {
        try {
            Model model = MeshFile.read(file, Color.BLACK);
            Triangles triangles = model.items().stream()
                    .filter(Mesh.class::isInstance)
                    .map(item -> ((Mesh) item).triangles())
                    .findFirst()
                    .orElseThrow(() -> new UserError("scene.path is " + file + ", which holds no surface."));
            TriangleMesh mesh = placed(triangles, model);
            UserError.require(mesh.area() > 0, "scene.path", file, "a mesh with an area");
            return new MeshSource(mesh, model.remarks());
        } catch (IOException e) {
            throw new UserError("scene.path: " + e.getMessage() + ".", e);
        }
    }

    /** The triangles where the file has them. */
    private static TriangleMesh placed(Triangles triangles, Model model) {
        double[] vertices = new double[triangles.positions().length];
        for (int i = 0; i < vertices.length; i++) {
            vertices[i] = triangles.positions()[i] * model.unit() + model.origin()[i % 3];
        }
        return new TriangleMesh(vertices, triangles.corners()).welded();
    }
}
