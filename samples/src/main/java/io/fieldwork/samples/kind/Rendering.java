package io.fieldwork.samples.kind;

import io.fieldwork.samples.image.PictureFiles;

/** The ability of a session to be drawn into files. */
public interface Rendering {
    /**
     * Renders the session with its present parameters.
     *
     * @throws io.fieldwork.fields.tensor.UserError if this kind cannot be drawn as it is wanted
     */
    void render(RenderOptions options, PictureFiles files);
}
