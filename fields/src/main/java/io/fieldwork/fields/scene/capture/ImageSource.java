package io.fieldwork.fields.scene.capture;

import java.util.function.Supplier;

/** Where the image of a photograph comes from: an {@link Image} itself, or a file that is decoded whenever it is asked for. */
public sealed interface ImageSource permits Image, ImageSource.Decoded {
    /** {@return 3 for RGB, 4 for RGBA} */
    int channels();

    /**
     * {@return the image} It may be decoded for this call, so that who needs it again keeps it.
     *
     * @throws io.fieldwork.fields.tensor.UserError if its file cannot be read any more
     */
    Image image();

    /** {@return the SHA-256 digest of the image's pixels, wherever they are kept} */
    String digest();

    /**
     * A file that is decoded each time.
     *
     * @param channels of the image
     * @param decoder reads it
     * @param digest of its pixels
     */
    record Decoded(int channels, Supplier<Image> decoder, String digest) implements ImageSource {
        @Override
        public Image image() {
            return decoder.get();
        }
    }
}
