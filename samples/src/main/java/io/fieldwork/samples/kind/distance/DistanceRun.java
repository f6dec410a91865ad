package io.fieldwork.samples.kind.distance;

import io.fieldwork.fields.distance.DistanceEvaluationOptions;
import io.fieldwork.fields.distance.DistanceSession;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.CentralDifferences;
import io.fieldwork.fields.mesh.DistanceFunction;
import io.fieldwork.fields.mesh.LevelSurface;
import io.fieldwork.fields.mesh.PaintedMesh;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.SphereTracer;
import io.fieldwork.samples.camera.CameraChoice;
import io.fieldwork.samples.camera.SurfaceViews;
import io.fieldwork.samples.camera.SurfaceViews.Look;
import io.fieldwork.samples.kind.Meshing;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportImage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A distance field learned from a mesh. */
record DistanceRun(DistanceSession training, MeshSource source) implements Session {
    private static final int SIZE = 256;
    private static final int PREVIEW = 200;
    /** Way to either side over which slopes are taken for pictures, as a share of the box. */
    private static final double SMOOTH = 1.0 / 512;

    private static final int MOST_PICTURES = 4;

    private static String quality(Map<String, String> shown) {
        return "IoU " + shown.get("IoU")
                + (shown.containsKey("Chamfer distance")
                        ? ", Chamfer distance " + shown.get("Chamfer distance")
                                + " of the object's radius, normals off by " + shown.get("normal error, degrees")
                                + " degrees in the mean."
                        : "; the field has no surface in its box.");
    }

    @Override
    public Wording wording() {
        return new Wording(
                "Comparing the learned surface with the mesh.",
                "The surface from around: mesh, learned field, difference",
                DistanceRun::quality);
    }

    @Override
    public String data() {
        Box box = training.distance().field().box();
        return MeshOptions.described(source.mesh())
                + "; box [%.3g %.3g %.3g] to [%.3g %.3g %.3g]"
                        .formatted(box.minX(), box.minY(), box.minZ(), box.maxX(), box.maxY(), box.maxZ())
                + String.join("", source.remarks().stream().map("; "::concat).toList());
    }

    @Override
    public String fingerprint() {
        double[] vertices = source.mesh().vertices();
        int[] triangles = source.mesh().triangles();
        ByteBuffer places = ByteBuffer.allocate(8 * vertices.length);
        places.asDoubleBuffer().put(vertices);
        ByteBuffer corners = ByteBuffer.allocate(4 * triangles.length);
        corners.asIntBuffer().put(triangles);
        return Digest.of(Stream.of(places.array(), corners.array()));
    }

    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        if (split != Split.TEST) {
            return Map.of();
        }
        int count = Math.min(pictures, MOST_PICTURES);
        List<Camera> cameras = count == 0 ? List.of() : cameras(SIZE, count);
        for (int i = 0; i < count; i++) {
            RenderedView truth =
                    new SurfaceViews(SphereTracer.exact(training.truth(), box()), Look.CLAY, 1).render(cameras.get(i));
            RenderedView found = views(Look.CLAY, 1).render(cameras.get(i));
            String caption =
                    "From " + 360 * i / count + " degrees around; a difference of a quarter of the range is white";
            gallery.accept(ReportImage.of("view_" + i, found));
            gallery.accept(ReportImage.comparison("view_" + i + "_comparison", truth.rgb(), found, caption));
        }
        return training.task().evaluate();
    }

    @Override
    public Optional<String> protocol() {
        DistanceEvaluationOptions by = training.evaluation().options();
        return Optional.of(String.format(
                Locale.ROOT,
                "insides counted at %d points along the longest side of the mesh's box; the surface as a mesh of %d cells,"
                        + " %,d points of it and of the given one, exact distances to triangles, unfolded angles of their normals",
                by.overlap(),
                by.cells(),
                by.samples()));
    }

    /** The learned surface as it is seen, by so many rays along a side of a pixel. */
    SurfaceViews views(Look look, int fine) {
        DistanceFunction smooth = new CentralDifferences(training.distance(), box().longest() * SMOOTH);
        return new SurfaceViews(SphereTracer.learned(smooth, box()), look, fine);
    }

    private Box box() {
        return training.distance().field().box();
    }

    private List<Camera> cameras(int size, int count) {
        return CameraChoice.around(box(), Intrinsics.ofFieldOfView(size, size, SurfaceViews.FIELD_OF_VIEW), count);
    }

    @Override
    public Optional<Exhibit> preview() {
        return Optional.of(ReportImage.of(
                "preview", views(Look.CLAY, 1).render(cameras(PREVIEW, 1).getFirst())));
    }

    @Override
    public Optional<Meshing> meshing() {
        return Optional.of(new Meshing() {
            @Override
            public LevelSurface surface(int resolution) {
                return training.evaluation().surface(resolution);
            }

            @Override
            public PaintedMesh painted(TriangleMesh mesh) {
                return DistanceRun.this.painted(mesh);
            }
        });
    }

    /** A mesh with the normals of its triangles: those of a field that learned facets are rough at their edges. */
    PaintedMesh painted(TriangleMesh mesh) {
        return PaintedMesh.shaded(mesh);
    }

    @Override
    public Optional<Viewing> viewing() {
        return Optional.of(new DistanceViewing(this));
    }

    @Override
    public Optional<Rendering> rendering() {
        return Optional.of(new DistanceRendering(this));
    }
}
