package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.scene.capture.Image;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layout that knows no splits: train and test stand in one row, of which every n-th picture is held out. Other splits lie in
 * folders of their names, as nerfstudio lays them out.
 */
sealed interface RowLayout extends Layout permits ColmapLayout, LlffLayout, DtuLayout {
    Layout BESIDE = new NerfstudioLayout();

    /** The file of the image at a place of the row. */
    String place(int at);

    /** Writes the image at a place of the row. */
    void image(Path folder, int at, Image image, @Nullable Image mask);

    /** Writes the cameras of the row, indices in the album. */
    void cameras(Path folder, Album album, List<Integer> row);

    @Override
    default boolean inRow() {
        return true;
    }

    @Override
    default String place(Album album, int picture) {
        String split = album.pictures().get(picture).split();
        int at = album.row().indexOf(picture);
        return at < 0 ? split + "/" + BESIDE.place(album, picture) : place(at);
    }

    @Override
    default void image(Path folder, Album album, int picture, Image image, @Nullable Image mask) {
        String split = album.pictures().get(picture).split();
        int at = album.row().indexOf(picture);
        if (at < 0) {
            BESIDE.image(folder.resolve(split), album, picture, image, mask);
        } else {
            image(folder, at, image, mask);
        }
    }

    @Override
    default void cameras(Path folder, Album album) {
        cameras(folder, album, album.row());
        for (String split : album.others()) {
            List<Picture> own =
                    album.of(split).stream().map(album.pictures()::get).toList();
            BESIDE.cameras(folder.resolve(split), new Album(own, List.of(), album.sphere()));
        }
    }
}
