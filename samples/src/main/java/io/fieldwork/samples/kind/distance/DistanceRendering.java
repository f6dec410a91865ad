package io.fieldwork.samples.kind.distance;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.samples.camera.CameraChoice;
import io.fieldwork.samples.camera.SurfaceViews;
import io.fieldwork.samples.camera.ViewSeries;
import io.fieldwork.samples.image.ImageSize;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;

/** Views of a learned surface once around it: shaded, or in the mode {@code normal} coloured by its normals. */
record DistanceRendering(DistanceRun run) implements Rendering {
    private static final ImageSize USUAL = new ImageSize(512, 512);
    private static final String NORMALS = "normal";

    @Override
    public void render(RenderOptions options, PictureFiles files) {
        UserError.require(options.camera().equals("orbit"), "--camera", options.camera(), "orbit for a surface");
        UserError.require(options.baked() == null, "--baked", options.baked(), "no grid for a surface");
        ImageSize size = options.size() == null ? USUAL : options.size();
        Intrinsics lens = Intrinsics.ofFieldOfView(size.width(), size.height(), SurfaceViews.FIELD_OF_VIEW);
        int count = ViewSeries.count(options, files);
        boolean normals = options.mode().equals(NORMALS);
        SurfaceViews views = run.views(normals ? SurfaceViews.Look.NORMAL : SurfaceViews.Look.CLAY, 2);
        new ViewSeries(CameraChoice.around(run.training().distance().field().box(), lens, count))
                .render(views::render, normals ? options.inColor() : options, files);
    }
}
