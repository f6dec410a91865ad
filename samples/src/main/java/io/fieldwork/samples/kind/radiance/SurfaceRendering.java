package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.SurfaceTrace;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;

/** Views of a learned surface: its normals, its shape lit from the camera, or what a radiance field shows. */
record SurfaceRendering(RadianceSession session, SurfaceTrace surface) implements Rendering {
    private static final float DARKEST = 0.15f;

    @Override
    public void render(RenderOptions options, PictureFiles files) {
        RadianceRendering usual = new RadianceRendering(session);
        switch (options.mode()) {
            case "normal" -> usual.render(surface::normals, options.inColor(), files);
            case "surface" -> usual.render(this::lit, options.inColor(), files);
            default -> usual.render(options, files);
        }
    }

    /** Grey, as bright as it looks at the camera. */
    private RenderedView lit(Camera camera) {
        RenderedView view = surface.normals(camera);
        float[] ray = new float[6];
        float[] rgb = view.rgb();
        for (int i = 0; i < view.opacity().length; i++) {
            if (view.opacity()[i] > 0) {
                camera.ray(i % view.width() + 0.5, i / view.width() + 0.5, ray, 0);
                float dot = 0;
                for (int c = 0; c < 3; c++) {
                    dot -= (2 * rgb[3 * i + c] - 1) * ray[3 + c];
                }
                float bright = DARKEST + (0.95f - DARKEST) * Math.clamp(dot, 0f, 1f);
                for (int c = 0; c < 3; c++) {
                    rgb[3 * i + c] = bright;
                }
            }
        }
        return view;
    }
}
