package io.fieldwork.samples.kind.radiance.distill;

import io.fieldwork.fields.distill.DistillSession;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.ImageMetrics;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.samples.kind.Baking;
import io.fieldwork.samples.kind.Meshing;
import io.fieldwork.samples.kind.Predicting;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Report;
import io.fieldwork.samples.report.ReportImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A field that learns from another; everything but its training and measurement is that of a radiance field.
 *
 * @param training of the student
 * @param student as if it learned from photographs
 * @param source of the teacher
 * @param teacher where it is
 */
record DistillRun(DistillSession training, Session student, TeacherRun source, TeacherOptions teacher)
        implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(DistillRun.class);

    @Override
    public Wording wording() {
        Wording usual = student.wording();
        return new Wording(usual.evaluating(), usual.heading(), shown -> {
            String own = usual.quality().apply(shown);
            return shown.containsKey("PSNR to the teacher")
                    ? own + " To the teacher's views PSNR " + shown.get("PSNR to the teacher") + "."
                    : own;
        });
    }

    @Override
    public String data() {
        return "taught by " + teacher.run() + "; cameras of " + student.data();
    }

    @Override
    public String fingerprint() {
        return Digest.of(student.fingerprint() + teacher.checksum());
    }

    /** What a radiance field is measured by, and {@code psnrTeacher} of views from the same cameras, if the teacher is at hand. */
    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        Map<String, Double> metrics = new LinkedHashMap<>(student.evaluate(split, pictures, gallery));
        Capture capture = training.student().capture();
        List<Photo> photos = split.of(capture.train(), capture.validation(), capture.test());
        try {
            source.get();
            if (!photos.isEmpty()) {
                metrics.put("psnrTeacher", psnrTeacher(split, photos, pictures, gallery));
            }
        } catch (UserError e) {
            LOG.warn("Not compared with the teacher: {}", e.getMessage());
        }
        return metrics;
    }

    private double psnrTeacher(Split split, List<Photo> photos, int pictures, Consumer<Exhibit> gallery) {
        double sum = 0;
        for (int i = 0; i < photos.size(); i++) {
            Photo photo = photos.get(i);
            RenderedView taught = training.task().taught(photo.camera());
            RenderedView learned = training.student().render(photo.camera());
            double psnr = ImageMetrics.psnr(learned.rgb(), taught.rgb());
            sum += psnr;
            if (i < pictures) {
                String caption = photo.name() + ": teacher, student, error; PSNR " + Report.formatted("psnr", psnr);
                gallery.accept(ReportImage.comparison(split + "_" + i + "_teacher", taught.rgb(), learned, caption));
            }
        }
        return sum / photos.size();
    }

    @Override
    public Optional<String> protocol() {
        return student.protocol();
    }

    @Override
    public void write(Path folder) {
        student.write(folder);
    }

    @Override
    public Optional<Exhibit> preview() {
        return student.preview();
    }

    /** Each view is rendered by the student twice, for photographs and for the teacher, and by the teacher, who may be the slower one. */
    @Override
    public double evaluationInPreviews() {
        return 4 * student.evaluationInPreviews();
    }

    @Override
    public Optional<Viewing> viewing() {
        return student.viewing();
    }

    @Override
    public Optional<Rendering> rendering() {
        return student.rendering();
    }

    @Override
    public Optional<Meshing> meshing() {
        return student.meshing();
    }

    @Override
    public Optional<Baking> baking() {
        return student.baking();
    }

    @Override
    public Optional<Predicting> predicting() {
        return student.predicting();
    }

    @Override
    public void close() {
        training.close();
        source.close();
    }
}
