package io.fieldwork.samples.kind.image;

import io.fieldwork.fields.image.ImageSession;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.image.ImageSize;
import io.fieldwork.samples.image.PictureFiles;
import io.fieldwork.samples.kind.RenderOptions;
import io.fieldwork.samples.kind.Rendering;

/** A learned picture as one file with as many pixels as are wanted, by default its own. */
record ImageRendering(ImageSession training) implements Rendering {
    /** Bytes that an array cannot hold. */
    private static final long MOST = 1L << 31;

    @Override
    public void render(RenderOptions options, PictureFiles files) {
        boolean plain = options.camera().equals("orbit")
                && !options.hasMode()
                && options.baked() == null
                && (options.frames() == null || options.frames() == 1);
        if (!plain || !files.isSingle()) {
            throw new UserError("--camera, --mode, --frames, --baked and videos are for scenes; " + options.run()
                    + " holds a picture: expected --out with a name that ends in .png, and perhaps --size.");
        }
        Image own = training.truth();
        ImageSize size = options.size() == null ? new ImageSize(own.width(), own.height()) : options.size();
        UserError.require(
                3L * size.width() * size.height() < MOST,
                "--size",
                size.width() + "x" + size.height(),
                "at most " + MOST / 3 + " pixels");
        files.add(training.learned().image(size.width(), size.height()), 1);
    }
}
