package io.fieldwork.fields.scene.capture;

import java.nio.charset.StandardCharsets;
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

    /** {@return bytes that change when the image does, such as its pixels} */
    byte[] content();

    /**
     * A file that is decoded each time.
     *
     * @param channels of the image
     * @param decoder reads it
     * @param identity of the file
     */
    record Decoded(int channels, Supplier<Image> decoder, String identity) implements ImageSource {
        @Override
        public Image image() {
            return decoder.get();
        }

        @Override
        public byte[] content() {
            return identity.getBytes(StandardCharsets.UTF_8);
        }
    }
}
