package io.fieldwork.samples.view;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.load.MeshFile;
import io.fieldwork.render.load.Model;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.camera.BakedViews;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.joml.Vector3f;

/** A thing that stays as it is, in the box around it. */
record StillSubject(String title, Scene scene, Bounds bounds) implements Subject {
    private static final Color GREY = Color.of(0x9aa4b0);

    /** An image in any format that Java reads, whose longer side is two units. */
    static StillSubject image(Path file) {
        Frame image = frame(read(file));
        float scale = 1f / Math.max(image.width(), image.height());
        float x = scale * image.width();
        float y = scale * image.height();
        Picture picture = new Picture(image, Plane.xy(-x, -y, x, y), false);
        Bounds bounds = new Bounds(new Vector3f(-x, -y, 0), new Vector3f(x, y, 0));
        return new StillSubject(String.valueOf(file.getFileName()), Scene.of(picture), bounds);
    }

    private static Image read(Path file) {
        try {
            return Image.read(file).withAlpha();
        } catch (UserError e) {
            throw new UserError(file + " cannot be shown: " + e.getMessage(), e);
        }
    }

    /** An image with alpha as a frame, whose colours are multiplied with it. */
    private static Frame frame(Image image) {
        byte[] rgba = image.pixels().clone();
        for (int i = 0; i < rgba.length; i++) {
            int alpha = rgba[i | 3] & 0xff;
            rgba[i] = (i & 3) == 3 ? rgba[i] : (byte) Math.round((rgba[i] & 0xff) * alpha / 255f);
        }
        return Frame.flat(image.width(), image.height(), rgba);
    }

    /** A mesh in one of the formats of {@link MeshFile}; each remark about it is said. */
    static StillSubject mesh(Path file, Consumer<String> say) {
        try {
            Model model = MeshFile.read(file, GREY);
            model.remarks().forEach(remark -> say.accept(file.getFileName() + ": " + remark + "."));
            Scene scene = new Scene(Color.WHITE, model.items());
            return new StillSubject(String.valueOf(file.getFileName()), scene, Bounds.of(model.items()));
        } catch (IOException e) {
            throw new UserError("The mesh cannot be shown: " + e.getMessage() + ".", e);
        }
    }

    /** A radiance field that {@code bake} turned into a grid, before black. */
    static StillSubject baked(Path file) {
        RadianceGrid grid = BakedViews.item(BakedGrid.read(file));
        return new StillSubject(
                String.valueOf(file.getFileName()),
                new Scene(Color.BLACK, List.of(grid)),
                new Bounds(grid.low(), grid.high()));
    }

    @Override
    public Scene scene(String mode, int instant) {
        return scene;
    }
}
