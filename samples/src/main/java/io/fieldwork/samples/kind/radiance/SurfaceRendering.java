package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.ExchangedRadiance;
import io.fieldwork.fields.kernel.Kernels;
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
import java.nio.file.Path;
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
    public Rendering inColorsOf(Session other, Path path) {
        if (!(other instanceof SurfaceRun run)) {
            throw new UserError("--radiance is " + path + ", a run of another kind; expected one of kind surface.");
        }
        SurfaceOptions own = (SurfaceOptions) session.options().field();
        SurfaceOptions its = (SurfaceOptions) run.training().options().field();
        same("features", own.features(), its.features(), path);
        same("background", own.background(), its.background(), path);
        ExchangedRadiance exchanged = new ExchangedRadiance(
                (DistanceMedium) session.field(), run.training().field());
        FieldRenderer renderer = new FieldRenderer(
                session.manager(), Kernels.of(session.manager()), exchanged, session.sampler(), session.background());
        return new SurfaceRendering(session, surface, renderer::render);
    }

    private static void same(String key, Object own, Object its, Path path) {
        UserError.require(own.equals(its), "field." + key + " of " + path, its, own + ", as the surface has");
    }
}
