package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.samples.camera.CameraChoice;
import io.fieldwork.samples.camera.ViewSeries;
import io.fieldwork.samples.image.ImageSize;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Views of a radiance field through chosen cameras. */
record RadianceRendering(RadianceSession session) implements Rendering {
    @Override
    public void render(RenderOptions options, PictureFiles files) {
        Path baked = options.baked();
        if (baked == null) {
            render(session::render, options, files);
        } else {
            path(options, files).render(BakedGrid.read(options.directory().resolve(baked)), options, files);
        }
    }

    /** Writes what something shows to the chosen cameras. */
    void render(Function<Camera, RenderedView> shown, RenderOptions options, PictureFiles files) {
        path(options, files).render(shown, options, files);
    }

    private ViewSeries path(RenderOptions options, PictureFiles files) {
        List<Camera> cameras = CameraChoice.of(
                options, ViewSeries.count(options, files), session.options().scene(), session.seen());
        ImageSize size = options.size();
        return new ViewSeries(
                size == null
                        ? cameras
                        : cameras.stream()
                                .map(camera -> CameraChoice.sized(camera, size.width(), size.height()))
                                .toList());
    }
}
