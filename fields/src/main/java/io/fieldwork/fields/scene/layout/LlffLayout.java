package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LLFF (Mildenhall et al. 2019): images in {@code images}, and {@code poses_bounds.npy} [pictures, 17] with, for each, a matrix
 * [3, 5] of the camera's axes down, right and back, its place, and height, width and focal length; then the depths of what is
 * nearest and farthest. The principal point is the middle of the image.
 */
record LlffLayout() implements RowLayout {
    @Override
    public boolean masks() {
        return false;
    }

    @Override
    public String place(int at) {
        return "images/image%03d.png".formatted(at);
    }

    @Override
    public void image(Path folder, int at, Image image, @Nullable Image mask) {
        image.writePng(folder.resolve(place(at)));
    }

    @Override
    public void cameras(Path folder, Album album, List<Integer> row) {
        double[] numbers = new double[17 * row.size()];
        for (int at = 0; at < row.size(); at++) {
            Picture picture = album.pictures().get(row.get(at));
            Intrinsics lens = picture.lens();
            UserError.require(
                    lens.fx() == lens.fy() && lens.cx() == 0.5 * lens.width() && lens.cy() == 0.5 * lens.height(),
                    "the lens",
                    lens,
                    "one with square pixels that looks through the middle, in this layout");
            double[] size = {lens.height(), lens.width(), lens.fx()};
            for (int i = 0; i < 3; i++) {
                int from = 17 * at + 5 * i;
                numbers[from] = -picture.pose()[4 * i + 1];
                numbers[from + 1] = picture.pose()[4 * i];
                numbers[from + 2] = picture.pose()[4 * i + 2];
                numbers[from + 3] = picture.pose()[4 * i + 3];
                numbers[from + 4] = size[i];
            }
            numbers[17 * at + 15] = picture.near();
            numbers[17 * at + 16] = picture.far();
        }
        NpyArray.of(numbers, row.size(), 17).write(folder.resolve("poses_bounds.npy"));
    }
}
