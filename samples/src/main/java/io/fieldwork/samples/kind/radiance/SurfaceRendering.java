package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.volume.SphereTracer;
import io.fieldwork.samples.camera.SurfaceViews;
import io.fieldwork.samples.camera.SurfaceViews.Look;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;

/** Views of a learned surface: its normals, its shape in clay, or what a radiance field shows. */
record SurfaceRendering(RadianceSession session, SphereTracer surface) implements Rendering {
    private static final int FINE = 2;

    @Override
    public void render(RenderOptions options, PictureFiles files) {
        RadianceRendering usual = new RadianceRendering(session);
        switch (options.mode()) {
            case "normal" -> usual.render(views(Look.NORMAL)::render, options.inColor(), files);
            case "surface" -> usual.render(views(Look.CLAY)::render, options.inColor(), files);
            default -> usual.render(options, files);
        }
    }

    private SurfaceViews views(Look look) {
        return new SurfaceViews(surface, look, FINE);
    }
}
