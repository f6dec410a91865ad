package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * NeRF-Synthetic (Mildenhall et al. 2020): {@code transforms_SPLIT.json} for each split, image i in {@code SPLIT/r_i.png}.
 * Times are D-NeRF's, masks have nerfstudio's key.
 */
record BlenderLayout() implements SplitLayout {
    @Override
    public String place(Album album, int picture) {
        return album.pictures().get(picture).name() + ".png";
    }

    @Override
    public void cameras(Path folder, Album album) {
        album.pictures().stream().map(Picture::split).distinct().forEach(split -> {
            List<Picture> pictures = album.pictures().stream()
                    .filter(picture -> picture.split().equals(split))
                    .toList();
            ObjectNode root = JsonText.object().put("camera_angle_x", angle(pictures));
            ArrayNode frames = root.putArray("frames");
            for (Picture picture : pictures) {
                ObjectNode frame = JsonText.frame(frames, "./" + picture.name(), picture);
                if (picture.masked()) {
                    frame.put("mask_path", SplitLayout.mask(picture));
                }
            }
            JsonText.write(folder.resolve("transforms_" + split + ".json"), root);
        });
    }

    private static double angle(List<Picture> pictures) {
        Intrinsics lens = pictures.getFirst().lens();
        boolean same = pictures.stream().allMatch(picture -> picture.lens().equals(lens));
        boolean middle = lens.cx() == 0.5 * lens.width() && lens.cy() == 0.5 * lens.height() && lens.fx() == lens.fy();
        UserError.require(
                same && middle,
                "the lens",
                lens,
                "one with square pixels that looks through the middle, the same for all pictures, in this layout");
        return lens.fieldOfViewX();
    }
}
