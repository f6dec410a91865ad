package io.fieldwork.samples.camera;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.View;
import java.util.List;
import org.joml.Vector3f;

/** A baked grid, drawn offscreen by the renderer through the cameras of photographs. */
public final class BakedViews implements AutoCloseable {
    /** Between samples, in cells. */
    private static final float STEP = 1;

    private final BakedGrid grid;
    private final Scene scene;
    private final Context context;
    private final Renderer renderer;

    /**
     * Opens a context on this thread.
     *
     * @param grid what to show
     * @throws UserError if there is no OpenGL, naming what to install
     */
    public BakedViews(BakedGrid grid) {
        this.grid = grid;
        this.scene = new Scene(Color.CLEAR, List.of(item(grid)));
        try {
            this.context = Context.offscreen();
        } catch (GlException e) {
            throw new UserError(e.getMessage(), e);
        }
        this.renderer = new Renderer();
    }

    /** {@return a grid as the renderer knows it, of the same arrays} */
    public static RadianceGrid item(BakedGrid grid) {
        int[] size = grid.size();
        return new RadianceGrid(
                new Vector3f(grid.low()),
                grid.cell(),
                size[0],
                size[1],
                size[2],
                grid.index(),
                grid.degree(),
                grid.opacity(),
                grid.color(),
                STEP);
    }

    /**
     * A photograph's camera as the renderer knows it, between the least and the largest depth.
     *
     * @param camera a pinhole with square pixels that looks through the middle of its image
     * @throws UserError if it is another
     */
    public static View view(Camera camera, float near, float far) {
        Intrinsics lens = camera.intrinsics();
        if (!isPlain(lens)) {
            throw new UserError("Grids are drawn through pinholes in the middle of the image with square pixels;"
                    + " expected a camera without distortion, such as orbit.");
        }
        return new View(Cameras.of(camera, near, far), lens.width(), lens.height());
    }

    /**
     * {@return a camera if a grid can be drawn through it, else the pinhole with square pixels in its place that looks through the
     * middle of its image}
     */
    public static Camera plain(Camera camera) {
        Intrinsics lens = camera.intrinsics();
        return isPlain(lens)
                ? camera
                : new Camera(
                        new Intrinsics(
                                lens.width(),
                                lens.height(),
                                lens.fy(),
                                lens.fy(),
                                0.5 * lens.width(),
                                0.5 * lens.height(),
                                Distortion.none()),
                        camera.pose());
    }

    private static boolean isPlain(Intrinsics lens) {
        return lens.distortion().model() == Distortion.Model.NONE
                && Math.abs(lens.fx() / lens.fy() - 1) < 1e-3
                && Math.abs(lens.cx() - 0.5 * lens.width()) < 0.5
                && Math.abs(lens.cy() - 0.5 * lens.height()) < 0.5;
    }

    /** {@return colour and opacity of the grid over its background through a camera; depth is 0 everywhere} */
    public RenderedView render(Camera camera) {
        float reach = 0;
        for (int k = 0; k < 3; k++) {
            float side = RadianceGrid.CELLS * grid.cell() * grid.size()[k];
            float away = camera.pose().position()[k] - grid.low()[k];
            reach += Math.max(away * away, (away - side) * (away - side));
        }
        View view = view(camera, 0.05f, 2 * (float) Math.sqrt(reach) + 1);
        byte[] rgba = renderer.draw(scene, view).rgba();
        int pixels = view.width() * view.height();
        RenderedView frame = new RenderedView(
                view.width(), view.height(), new float[3 * pixels], new float[pixels], new float[pixels]);
        for (int i = 0; i < pixels; i++) {
            frame.opacity()[i] = (rgba[4 * i + 3] & 0xff) / 255f;
            for (int c = 0; c < 3; c++) {
                float behind = (1 - frame.opacity()[i]) * grid.background()[c];
                frame.rgb()[3 * i + c] = Math.min(1, (rgba[4 * i + c] & 0xff) / 255f + behind);
            }
        }
        return frame;
    }

    @Override
    public void close() {
        renderer.close();
        context.close();
    }
}
