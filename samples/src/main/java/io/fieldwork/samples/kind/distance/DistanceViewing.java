package io.fieldwork.samples.kind.distance;

import io.fieldwork.fields.mesh.ClosestPoint;
import io.fieldwork.fields.mesh.PaintedMesh;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.mesh.TriangleTree;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.plot.Gallery;
import io.fieldwork.samples.view.GallerySubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.joml.Vector3f;
import org.jspecify.annotations.Nullable;

/**
 * A learned surface in the viewer as a mesh, extracted anew from each checkpoint: shaded, coloured by its normals or by its distance from the
 * given mesh, and that one itself.
 */
record DistanceViewing(DistanceRun run) implements Viewing {
    private static final int CELLS = 160;
    private static final Color CLAY = Color.of(0xc8b49c);
    private static final Color INK = Color.of(0x808080);
    /** The error at the end of the scale, as a share of the object's radius. */
    private static final double WORST = 0.005;

    @Override
    public Subject subject(String title, WatchedSession session) {
        GallerySubject subject = GallerySubject.watched(title, gallery(), List.of(session), session);
        session.follow(() -> subject.publish(gallery()));
        return subject;
    }

    private Gallery gallery() {
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        TriangleMesh truth = run.source().mesh();
        TriangleMesh found = found();
        PaintedMesh shaded = run.painted(found);
        put(modes, "surface", List.of(item(found, shaded.normals(), null)));
        put(modes, "normal", List.of(item(found, shaded.normals(), directions(shaded.normals()))));
        float worst = (float) (WORST * run.training().evaluation().radius());
        Palette scale = Palette.of(Colormap.VIRIDIS, 0, worst);
        put(
                modes,
                "error",
                List.of(
                        item(found, shaded.normals(), errors(found, scale)),
                        new Legend(scale, "distance from the mesh", INK)));
        put(modes, "mesh", List.of(Mesh.of(new Triangles(single(truth), truth.triangles()), CLAY)));
        float[] low = truth.box(0.02).min();
        float[] size = truth.box(0.02).size();
        Vector3f from = new Vector3f(low);
        return new Gallery(modes, List.of(), new Subject.Bounds(from, new Vector3f(size).add(from)));
    }

    /** The surface; nothing as long as there is none. */
    private TriangleMesh found() {
        try {
            return run.training().evaluation().surface(CELLS).mesh();
        } catch (UserError none) {
            return new TriangleMesh(new double[0], new int[0]);
        }
    }

    private static void put(SequencedMap<String, Gallery.Showing> modes, String name, List<Item> items) {
        Gallery.View view = Gallery.View.of(new Scene(Color.WHITE, items));
        modes.put(name, instant -> view);
    }

    private static Item item(TriangleMesh mesh, float[] normals, float @Nullable [] colors) {
        return Mesh.of(new Triangles(single(mesh), mesh.triangles(), normals, colors), CLAY);
    }

    private static float[] single(TriangleMesh mesh) {
        float[] positions = new float[mesh.vertices().length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (float) mesh.vertices()[i];
        }
        return positions;
    }

    private static float[] directions(float[] normals) {
        float[] colors = new float[normals.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = 0.5f + 0.5f * normals[i];
        }
        return colors;
    }

    private float[] errors(TriangleMesh mesh, Palette scale) {
        TriangleTree tree = run.training().truth().tree();
        ClosestPoint closest = new ClosestPoint();
        double[] v = mesh.vertices();
        float[] colors = new float[v.length];
        for (int i = 0; i < v.length; i += 3) {
            tree.closest(v[i], v[i + 1], v[i + 2], closest);
            System.arraycopy(scale.color(scale.position((float) closest.distance())), 0, colors, i, 3);
        }
        return colors;
    }
}
