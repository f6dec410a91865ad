package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A layout of the files of a capture. */
public sealed interface Layout permits SplitLayout, RowLayout {
    /** Every layout by its name, in the order in which errors name them. */
    SequencedMap<String, Layout> ALL = all();

    private static SequencedMap<String, Layout> all() {
        Map<String, Layout> all = new LinkedHashMap<>();
        all.put("blender", new BlenderLayout());
        all.put("nerfstudio", new NerfstudioLayout());
        all.put("colmap", new ColmapLayout(false));
        all.put("colmap-text", new ColmapLayout(true));
        all.put("llff", new LlffLayout());
        all.put("dtu", new DtuLayout());
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all));
    }

    /**
     * {@return the layout of a name: {@code blender} (NeRF-Synthetic), {@code nerfstudio}, {@code colmap}, {@code colmap-text},
     * {@code llff} or {@code dtu} (IDR)}
     *
     * @throws UserError if there is none
     */
    static Layout named(String name) {
        UserError.oneOf("--format", name, ALL.keySet());
        return ALL.get(name);
    }

    /**
     * Writes {@code exact/cameras.json}: the cameras of an album as nerfstudio keeps them, beside a capture that may state others.
     * A frame has its {@code exposure}, too, and {@code exact}, the archive of what its pixels see.
     *
     * @param folder of the capture
     * @param layout that its images are in
     * @param album with the same pictures
     * @param exposures of each
     * @throws UserError if it cannot be written
     */
    static void writeTruth(Path folder, Layout layout, Album album, List<Double> exposures) {
        ObjectNode root = NerfstudioLayout.root(album, i -> "../" + layout.place(album, i));
        for (int i = 0; i < exposures.size(); i++) {
            ((ObjectNode) root.get("frames").get(i))
                    .put("exposure", exposures.get(i))
                    .put("exact", album.pictures().get(i).name() + ".npz");
        }
        JsonText.write(folder.resolve("exact").resolve("cameras.json"), root);
    }

    /** {@return whether it knows no splits, so that every n-th picture is held out} */
    default boolean inRow() {
        return false;
    }

    /** {@return whether it has a place for masks of what is not to be learned} */
    boolean masks();

    /** {@return whether it has a place for depths} */
    default boolean depths() {
        return false;
    }

    /** {@return the file of a picture's image, relative to the folder} */
    String place(Album album, int picture);

    /**
     * Writes an image, and what is not to be learned of it.
     *
     * @param folder of the capture
     * @param album that has the picture
     * @param picture index in it
     * @param image RGB, or RGBA with straight alpha
     * @param mask black where nothing is to be learned, or null
     * @throws UserError if it cannot be written
     */
    void image(Path folder, Album album, int picture, Image image, @Nullable Image mask);

    /**
     * Writes depths of a picture where there is a place for them.
     *
     * @param folder of the capture
     * @param album that has the picture
     * @param picture index in it
     * @param depth [height, width], along the view, infinite where nothing is seen
     * @throws UserError if they cannot be written
     */
    default void depth(Path folder, Album album, int picture, float[] depth) {
        throw new IllegalStateException("this layout has no place for depths");
    }

    /**
     * Writes the cameras and all else of a capture whose images are there.
     *
     * @throws UserError if it cannot be written, or the layout cannot hold the cameras
     */
    void cameras(Path folder, Album album);
}
