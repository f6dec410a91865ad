package io.fieldwork.samples.view;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.export.Png;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.viewer.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.joml.Vector3f;

/** An image, as large as it is drawn: its longer side is two units. */
public final class PictureSubject implements Subject {
    private final String title;
    private final Picture picture;
    private final Bounds bounds;

    private PictureSubject(String title, Frame image) {
        float scale = 1f / Math.max(image.width(), image.height());
        float x = scale * image.width();
        float y = scale * image.height();
        this.title = title;
        this.picture = new Picture(image, Plane.xy(-x, -y, x, y), false);
        this.bounds = new Bounds(new Vector3f(-x, -y, 0), new Vector3f(x, y, 0));
    }

    /**
     * Reads an image.
     *
     * @param file in any format that Java reads
     * @return the subject
     * @throws UserError if it cannot be read
     */
    public static PictureSubject of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new PictureSubject(String.valueOf(file.getFileName()), Png.read(in));
        } catch (IOException e) {
            throw new UserError(file + " cannot be shown: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Bounds bounds() {
        return bounds;
    }

    @Override
    public Scene scene(String mode, int instant) {
        return Scene.of(picture);
    }
}
