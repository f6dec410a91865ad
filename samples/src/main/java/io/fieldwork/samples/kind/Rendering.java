package io.fieldwork.samples.kind;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.image.PictureFiles;
import java.nio.file.Path;

/** The ability of a session to be drawn into files. */
public interface Rendering {
    /**
     * Renders the session with its present parameters.
     *
     * @throws UserError if this kind cannot be drawn as it is wanted
     */
    void render(RenderOptions options, PictureFiles files);

    /**
     * {@return the same shape in the colours of another run}
     *
     * @param path of the other run, as errors name it
     * @throws UserError if this kind has no colours apart from its shape, or the other one does not fit
     */
    default Rendering inColorsOf(Session other, Path path) {
        throw new UserError("--radiance is " + path
                + ", but the run to be drawn has no colours apart from its shape; expected two runs of kind surface.");
    }
}
