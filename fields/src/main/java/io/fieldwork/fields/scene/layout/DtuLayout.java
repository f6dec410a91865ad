package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Intrinsics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DTU as IDR reads it (Yariv et al. 2020): {@code cameras.npz} with the projections {@code world_mat_i} = K [R | t], in which the
 * middle of the first pixel is (0, 0), and {@code scale_mat_i}, which takes the unit sphere to what is of interest; images in
 * {@code image}, and in {@code mask} what belongs to the object, white.
 */
record DtuLayout() implements RowLayout {
    @Override
    public boolean masks() {
        return false;
    }

    @Override
    public String place(int at) {
        return "image/%06d.png".formatted(at);
    }

    /** Writes the colours without opacity, and as mask what is opaque by half. */
    @Override
    public void image(Path folder, int at, Image image, @Nullable Image mask) {
        int size = image.width() * image.height();
        byte[] colors = new byte[3 * size];
        byte[] object = new byte[3 * size];
        for (int i = 0; i < 3 * size; i++) {
            int from = image.channels() * (i / 3);
            colors[i] = image.pixels()[from + i % 3];
            boolean opaque = image.channels() == 3 || (image.pixels()[from + 3] & 255) > 127;
            object[i] = (byte) (opaque ? 255 : 0);
        }
        new Image(image.width(), image.height(), 3, colors).writePng(folder.resolve(place(at)));
        if (image.channels() == 4) {
            new Image(image.width(), image.height(), 3, object).writePng(folder.resolve("mask/%03d.png".formatted(at)));
        }
    }

    @Override
    public void cameras(Path folder, Album album, List<Integer> row) {
        double[] s = album.sphere();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (int at = 0; at < row.size(); at++) {
            double[] scale = {s[3], 0, 0, s[0], 0, s[3], 0, s[1], 0, 0, s[3], s[2], 0, 0, 0, 1};
            arrays.put(
                    "world_mat_" + at, NpyArray.of(projection(album.pictures().get(row.get(at))), 4, 4));
            arrays.put("scale_mat_" + at, NpyArray.of(scale, 4, 4));
        }
        Path file = folder.resolve("cameras.npz");
        try {
            NpzFile.write(file, arrays, false);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }

    private static double[] projection(Picture picture) {
        Intrinsics lens = picture.lens().shifted(-0.5, -0.5);
        double[][] axes = ColmapPose.worldToCamera(picture.pose());
        double[] shift = ColmapPose.of(picture.pose()).shift();
        double[] out = new double[16];
        for (int i = 0; i < 4; i++) {
            double ahead = i < 3 ? axes[2][i] : shift[2];
            out[i] = lens.fx() * (i < 3 ? axes[0][i] : shift[0]) + lens.cx() * ahead;
            out[4 + i] = lens.fy() * (i < 3 ? axes[1][i] : shift[1]) + lens.cy() * ahead;
            out[8 + i] = ahead;
        }
        out[15] = 1;
        return out;
    }
}
