package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.field.ExchangedRadiance;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.SurfaceField;
import io.fieldwork.fields.radiance.SurfaceOptions;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.SphereTracer;
import io.fieldwork.samples.camera.SurfaceViews;
import io.fieldwork.samples.camera.SurfaceViews.Look;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Views of a learned surface: its normals, its shape in clay, or what a radiance field shows.
 *
 * @param session of the surface
 * @param surface that rays meet
 * @param shown in place of the field's own colours, or null
 */
record SurfaceRendering(
        RadianceSession session,
        SphereTracer surface,
        @Nullable Function<Camera, RenderedView> shown) implements Rendering {
    private static final int FINE = 2;

    @Override
    public void render(RenderOptions options, PictureFiles files) {
        RadianceRendering usual = new RadianceRendering(session);
        switch (options.mode()) {
            case "normal" -> usual.render(views(Look.NORMAL)::render, options.inColor(), files);
            case "surface" -> usual.render(views(Look.CLAY)::render, options.inColor(), files);
            default -> {
                if (shown == null) {
                    usual.render(options, files);
                } else {
                    usual.render(shown, options, files);
                }
            }
        }
    }

    private SurfaceViews views(Look look) {
        return new SurfaceViews(surface, look, FINE);
    }

    @Override
    public Rendering inColorsOf(Session other) {
        if (!(other instanceof SurfaceRun run)) {
            throw new UserError("--radiance names a run of another kind; expected one of kind surface.");
        }
        int own = ((SurfaceOptions) session.options().field()).features();
        int its = ((SurfaceOptions) run.training().options().field()).features();
        UserError.require(own == its, "field.features of --radiance", its, own + ", as the surface has");
        ExchangedRadiance exchanged = new ExchangedRadiance(
                (SurfaceField) session.field(), (SurfaceField) run.training().field());
        FieldRenderer renderer = new FieldRenderer(
                session.manager(), Kernels.of(session.manager()), exchanged, session.sampler(), session.background());
        return new SurfaceRendering(session, surface, renderer::render);
    }
}
