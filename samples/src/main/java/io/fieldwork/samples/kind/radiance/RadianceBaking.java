package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.bake.BakeOptions;
import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.bake.Baker;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.ImageMetrics;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.samples.camera.BakedViews;
import io.fieldwork.samples.kind.Baking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A radiance field as a grid, compared with the field and the test photographs. */
record RadianceBaking(RadianceSession session) implements Baking {
    private static final Logger LOG = LoggerFactory.getLogger(RadianceBaking.class);

    @Override
    public BakedGrid bake(BakeOptions options, DoubleConsumer progress) {
        if (session.surroundings().open()) {
            LOG.warn("The grid holds what is in the box alone; what lies beyond it is left out.");
        }
        if (session.options().scene().learnsBackground()) {
            LOG.warn("The grid holds no learned background; it is drawn before black.");
        }
        List<Camera> cameras =
                session.seen().train().stream().map(Photo::camera).toList();
        return new Baker(session.manager(), session.field(), session.sampler(), session.background())
                .bake(cameras, options, progress);
    }

    @Override
    public Map<String, String> compare(BakedGrid grid) {
        Capture capture = session.capture();
        List<Photo> photos = capture.test().isEmpty() ? capture.train() : capture.test();
        double toField = 0;
        double toPhotos = 0;
        double field = 0;
        boolean plain = photos.stream().map(Photo::camera).allMatch(camera -> camera.equals(BakedViews.plain(camera)));
        try (BakedViews views = new BakedViews(grid)) {
            for (Photo photo : photos) {
                Camera camera = BakedViews.plain(photo.camera());
                RenderedView live = session.render(camera);
                RenderedView baked = views.render(camera);
                float[] truth = plain ? session.task().truth(photo) : live.rgb();
                toField += ImageMetrics.psnr(baked.rgb(), live.rgb()) / photos.size();
                toPhotos += ImageMetrics.psnr(baked.rgb(), truth) / photos.size();
                field += ImageMetrics.psnr(live.rgb(), truth) / photos.size();
            }
        }
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("PSNR, grid to field", decibels(toField));
        if (plain) {
            rows.put("PSNR, grid to photographs", decibels(toPhotos));
            rows.put("PSNR, field to photographs", decibels(field));
        } else {
            rows.put("photographs", "not compared, as a grid is drawn without the distortion of their lenses");
        }
        return rows;
    }

    private static String decibels(double value) {
        return String.format(Locale.ROOT, "%.2f dB", value);
    }
}
