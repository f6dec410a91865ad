package io.fieldwork.samples.camera;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import java.util.List;
import java.util.function.Function;

/**
 * Cameras whose views become pictures, in order.
 *
 * @param cameras at least one
 */
public record ViewSeries(List<Camera> cameras) {
    private static final int ORBIT_FRAMES = 60;

    /**
     * Number of views of an orbit.
     *
     * @return what was asked for; else one into a single picture, and 60 elsewhere
     */
    public static int count(RenderOptions options, PictureFiles files) {
        Integer frames = options.frames();
        return frames != null ? frames : files.isSingle() ? 1 : ORBIT_FRAMES;
    }

    /**
     * Writes the views of a baked grid in the mode {@code color} or {@code opacity}.
     *
     * @throws UserError if the mode is another one, or there is no OpenGL
     */
    public void render(BakedGrid grid, RenderOptions options, PictureFiles files) {
        UserError.require(!options.mode().equals("depth"), "--mode", "depth", "color or opacity for a baked grid");
        try (BakedViews views = new BakedViews(grid)) {
            render(views::render, options, files);
        }
    }

    /**
     * Writes the views of anything in the mode {@code color}, {@code depth} or {@code opacity}.
     *
     * @throws UserError if the mode is another one, or the views do not fit into one picture
     */
    public void render(Function<Camera, RenderedView> shown, RenderOptions options, PictureFiles files) {
        Shading shading = Shading.of(options.mode());
        if (files.isSingle() && cameras.size() > 1) {
            throw new UserError(cameras.size() + " views do not fit into " + options.out()
                    + "; give --out a folder, such as frames/.");
        }
        for (Camera camera : cameras) {
            files.add(shading.image(shown.apply(camera)), cameras.size());
        }
    }
}
