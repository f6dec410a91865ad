package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.mesh.LevelSurface;
import io.fieldwork.fields.mesh.PaintedMesh;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.exact.GenerateOptions;
import io.fieldwork.fields.scene.exact.SceneRays;
import io.fieldwork.fields.scene.exact.Scenery;
import io.fieldwork.fields.scene.radiance.ExactSurface;
import io.fieldwork.fields.scene.radiance.LearnedMesh;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.scene.radiance.SurfaceAccuracy;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.volume.MediumDistance;
import io.fieldwork.fields.volume.RaySurface;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.SphereTracer;
import io.fieldwork.samples.camera.SurfaceViews;
import io.fieldwork.samples.kind.Baking;
import io.fieldwork.samples.kind.Meshing;
import io.fieldwork.samples.kind.Predicting;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A surface learned from photographs: a radiance field with a surface, which is measured against the true one where that is known.
 *
 * @param radiance the field as any other
 * @param generate made the photographs, or null where others did
 */
record SurfaceRun(RadianceRun radiance, @Nullable GenerateOptions generate) implements Session {
    private static final int RESOLUTION = 128;
    /** Shortest step of rays, as a share of the box. */
    private static final double STEP = 0.0045;

    @Override
    public RadianceSession training() {
        return radiance.training();
    }

    private DistanceMedium field() {
        return (DistanceMedium) training().field();
    }

    private MediumDistance distance() {
        return new MediumDistance(training().manager(), field());
    }

    /** The surface as rays meet it: steps are short, since a distance that photographs taught is not exact far from what they show. */
    private SphereTracer surface() {
        double near = training().options().sampling().nearest();
        return new SphereTracer(
                distance(), field().box(), near, STEP * field().box().longest(), 2);
    }

    private Optional<ExactSurface> exact() {
        return Optional.ofNullable(generate)
                .map(options -> new ExactSurface(
                        new SceneRays(Scenery.named(options.scene()).at(0)),
                        training().capture().transform()));
    }

    @Override
    public Wording wording() {
        Wording usual = radiance.wording();
        return new Wording(usual.evaluating(), usual.heading(), SurfaceRun::quality);
    }

    private static String quality(Map<String, String> shown) {
        StringBuilder text = new StringBuilder();
        if (shown.containsKey("PSNR")) {
            text.append("Test PSNR ").append(shown.get("PSNR")).append("; ");
        }
        if (shown.containsKey("chamfer")) {
            text.append("Chamfer distance ")
                    .append(shown.get("chamfer"))
                    .append(" of the radius, normals off by ")
                    .append(shown.get("normalErrorDegrees"))
                    .append(" degrees; ");
        }
        return text.append("beta ").append(shown.get("beta")).append('.').toString();
    }

    @Override
    public String data() {
        return radiance.data();
    }

    @Override
    public String fingerprint() {
        return radiance.fingerprint();
    }

    /** What a radiance field is measured by, and {@code chamfer}, {@code normalErrorDegrees} and {@code beta} in half sides of the box. */
    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        Map<String, Double> metrics = new LinkedHashMap<>(radiance.evaluate(split, pictures, gallery));
        exact().ifPresent(exact -> {
            SurfaceAccuracy accuracy =
                    SurfaceAccuracy.of(surface(), exact, training().capture());
            metrics.put("chamfer", accuracy.chamfer());
            metrics.put("normalErrorDegrees", accuracy.normalDegrees());
        });
        metrics.put("beta", 2 * field().spread() / field().box().longest());
        List<Photo> photos = split.of(
                training().capture().train(),
                training().capture().validation(),
                training().capture().test());
        for (int i = 0; i < Math.min(pictures, photos.size()); i++) {
            gallery.accept(normals(split + "_" + i + "_normals", photos.get(i)));
        }
        return metrics;
    }

    /** Exact and learned normals of a photograph's view side by side, or the learned ones alone. */
    private ReportImage normals(String name, Photo photo) {
        RenderedView learned = normals(surface(), photo);
        return exact().map(exact ->
                        ReportImage.comparison(name, normals(exact, photo).rgb(), learned, photo.name() + ": normals"))
                .orElseGet(() -> ReportImage.of(name, learned));
    }

    private static RenderedView normals(RaySurface surface, Photo photo) {
        return new SurfaceViews(surface, SurfaceViews.Look.NORMAL, 1).render(photo.camera());
    }

    @Override
    public Optional<String> protocol() {
        return exact().isEmpty()
                ? radiance.protocol()
                : Optional.of(radiance.protocol().map(text -> text + "; ").orElse("")
                        + "surfaces where rays of the photographs' pixels meet them");
    }

    /** The mesh, {@code mesh.ply}, in the coordinates of the photographs' files. */
    @Override
    public void write(Path folder) {
        radiance.write(folder);
        mesh().at(RESOLUTION).mesh().writePly(folder.resolve("mesh.ply"));
    }

    private LearnedMesh mesh() {
        return new LearnedMesh(distance(), field().box(), training().capture().transform());
    }

    /** With normals and colours, in the coordinates of the photographs' files. */
    @Override
    public Optional<Meshing> meshing() {
        LearnedMesh learned = mesh();
        return Optional.of(new Meshing() {
            @Override
            public LevelSurface surface(int resolution) {
                return learned.at(resolution);
            }

            @Override
            public PaintedMesh painted(TriangleMesh mesh) {
                return learned.painted(mesh);
            }

            @Override
            public PaintedMesh textured(TriangleMesh mesh, int size) {
                return learned.textured(mesh, size);
            }
        });
    }

    @Override
    public Optional<Exhibit> preview() {
        return radiance.preview();
    }

    @Override
    public double evaluationInPreviews() {
        return radiance.evaluationInPreviews();
    }

    @Override
    public Optional<Viewing> viewing() {
        return radiance.viewing();
    }

    /** Modes {@code normal} and {@code surface}, beside those of a radiance field. */
    @Override
    public Optional<Rendering> rendering() {
        return Optional.of(new SurfaceRendering(training(), surface(), null));
    }

    @Override
    public Optional<Baking> baking() {
        return radiance.baking();
    }

    @Override
    public Optional<Predicting> predicting() {
        return radiance.predicting();
    }
}
