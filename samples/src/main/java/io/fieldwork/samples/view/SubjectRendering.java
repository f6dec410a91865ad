package io.fieldwork.samples.view;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.image.ImageSize;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;
import java.util.List;
import java.util.function.Function;

/**
 * A subject of the viewer drawn into files: over its time, or as it is in each mode.
 *
 * @param opener gives a subject, as fine as it becomes, its title
 */
public record SubjectRendering(Function<String, Subject> opener) implements Rendering {
    private static final ImageSize USUAL = new ImageSize(960, 640);

    @Override
    public void render(RenderOptions options, PictureFiles files) {
        Subject subject = opener.apply(String.valueOf(options.run().getFileName()));
        Subject shown = options.hasMode() ? new InMode(subject, options.mode()) : subject;
        ImageSize size = options.size() == null ? USUAL : options.size();
        Album album = new Album(List.of(shown), size.width(), size.height());
        Integer frames = options.frames();
        int count = files.isSingle() ? 1 : frames != null ? frames : album.usual();
        UserError.require(count > 0, "--frames", count, "a positive whole number");
        UserError.require(
                !files.isSingle() || frames == null || frames == 1,
                "--out",
                options.out(),
                "a folder for " + frames + " images");
        try {
            album.draw(count, (number, frame) -> files.add(frame));
        } catch (GlException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
