package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.scene.capture.Image;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A layout that knows splits: every picture lies at its place, and its mask under its name in {@code masks}. */
sealed interface SplitLayout extends Layout permits BlenderLayout, NerfstudioLayout {
    @Override
    default boolean masks() {
        return true;
    }

    @Override
    default void image(Path folder, Album album, int picture, Image image, @Nullable Image mask) {
        image.writePng(folder.resolve(place(album, picture)));
        if (mask != null) {
            mask.writePng(folder.resolve(mask(album.pictures().get(picture))));
        }
    }

    /** The file of a picture's mask, relative to the folder. */
    static String mask(Picture picture) {
        return "masks/" + picture.name() + ".png";
    }
}
