package io.fieldwork.samples.view;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.export.Png;
import io.fieldwork.render.load.MeshFile;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.camera.BakedViews;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.joml.Vector3f;

/** A thing that stays as it is, in the box around it. */
record StillSubject(String title, Scene scene, Bounds bounds) implements Subject {
    private static final Color GREY = Color.of(0x9aa4b0);

    /** An image in any format that Java reads, whose longer side is two units. */
    static StillSubject image(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Frame image = Png.read(in);
            float scale = 1f / Math.max(image.width(), image.height());
            float x = scale * image.width();
            float y = scale * image.height();
            Picture picture = new Picture(image, Plane.xy(-x, -y, x, y), false);
            Bounds bounds = new Bounds(new Vector3f(-x, -y, 0), new Vector3f(x, y, 0));
            return new StillSubject(String.valueOf(file.getFileName()), Scene.of(picture), bounds);
        } catch (IOException e) {
            throw new UserError(file + " cannot be shown: " + e.getMessage() + ".", e);
        }
    }

    /** A surface in one of the formats of {@link MeshFile}. */
    static StillSubject mesh(Path file) {
        try {
            Triangles triangles = MeshFile.read(file);
            float[] p = triangles.positions();
            Vector3f low = new Vector3f(Float.POSITIVE_INFINITY);
            Vector3f high = new Vector3f(Float.NEGATIVE_INFINITY);
            for (int i = 0; i < p.length; i += 3) {
                Vector3f vertex = new Vector3f(p[i], p[i + 1], p[i + 2]);
                low.min(vertex);
                high.max(vertex);
            }
            Scene scene = Scene.of(Mesh.of(triangles, GREY));
            return new StillSubject(String.valueOf(file.getFileName()), scene, new Bounds(low, high));
        } catch (IOException e) {
            throw new UserError("The mesh cannot be shown: " + e.getMessage() + ".", e);
        }
    }

    /** A radiance field that {@code bake} turned into a grid, before black. */
    static StillSubject baked(Path file) {
        RadianceGrid grid = BakedViews.item(BakedGrid.read(file));
        return new StillSubject(
                String.valueOf(file.getFileName()),
                new Scene(Color.BLACK, List.of(grid)),
                new Bounds(grid.low(), grid.high()));
    }

    @Override
    public Scene scene(String mode, int instant) {
        return scene;
    }
}
