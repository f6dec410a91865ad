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
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.joml.Vector3f;

/** Views of a radiance field through chosen cameras. */
record RadianceRendering(RadianceSession session) implements Rendering {
    /** Opacity from which on a pixel shows a surface. */
    private static final float SOLID = 0.5f;

    @Override
    public void render(RenderOptions options, PictureFiles files) {
        Path baked = options.baked();
        if (baked == null && options.mode().equals("normal")) {
            render(this::normals, options.inColor(), files);
        } else if (baked == null) {
            render(session::render, options, files);
        } else {
            path(options, files).render(BakedGrid.read(options.directory().resolve(baked)), options, files);
        }
    }

    /** Normals, (n + 1) / 2 as colour, of the surface at the depths of a view, over white. */
    private RenderedView normals(Camera camera) {
        RenderedView seen = session.render(camera);
        float[] depth = seen.depth().clone();
        float[] rgb = seen.rgb().clone();
        Arrays.fill(rgb, 1);
        for (int i = 0; i < depth.length; i++) {
            depth[i] = seen.opacity()[i] < SOLID ? Float.POSITIVE_INFINITY : depth[i];
        }
        DepthNormals normals = new DepthNormals(seen.width(), depth, i -> {
            float[] ray = new float[6];
            camera.ray(i % seen.width() + 0.5, i / seen.width() + 0.5, ray, 0);
            return new Vector3f(ray).fma(depth[i], new Vector3f(ray[3], ray[4], ray[5]));
        });
        for (int i = 0; i < depth.length; i++) {
            int at = 3 * i;
            float opacity = seen.opacity()[i];
            normals.at(i).ifPresent(n -> {
                for (int c = 0; c < 3; c++) {
                    rgb[at + c] = (n.get(c) + 1) / 2 * opacity + 1 - opacity;
                }
            });
        }
        return new RenderedView(seen.width(), seen.height(), rgb, seen.opacity(), seen.depth());
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
