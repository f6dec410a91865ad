package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.stream.Stream;

/**
 * Photographs of one scene with known cameras. All images have the same size and the same number of channels.
 *
 * @param train photos to learn from; not empty
 * @param validation photos that may be rendered while learning; may be empty
 * @param test photos of the final metrics; may be empty
 * @param box the part of the scene that the data says is of interest, scene coordinates
 * @param transform how the frame of the input files was mapped to scene coordinates
 */
public record Capture(List<Photo> train, List<Photo> validation, List<Photo> test, Box box, SceneTransform transform) {
    /** Rejects captures without training photos and images of differing size. */
    public Capture {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        if (train.isEmpty()) {
            throw new UserError("A capture needs at least one photo to train on but has none.");
        }
        Image first = train.getFirst().image();
        for (Photo photo :
                Stream.of(train, validation, test).flatMap(List::stream).toList()) {
            Image image = photo.image();
            if (image.width() != first.width() || image.height() != first.height()) {
                throw new UserError("All images of a capture must have the same size, but %s is %dx%d and %s is %dx%d."
                        .formatted(
                                train.getFirst().name(),
                                first.width(),
                                first.height(),
                                photo.name(),
                                image.width(),
                                image.height()));
            }
            if (image.channels() != first.channels()) {
                throw new IllegalArgumentException(photo.name() + " has another number of channels");
            }
        }
    }

    /** {@return whether the images have an alpha channel, that is, are RGBA instead of RGB} */
    public boolean transparent() {
        return train.getFirst().image().channels() == 4;
    }
}
