package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.fields.volume.Intrinsics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of COLMAP (Schoenberger and Frahm 2016) in {@code sparse/0}, binary or text, beside {@code images} and {@code masks};
 * cameras are PINHOLE, points have the tracks of their sightings.
 *
 * @param text whether the files are text
 */
record ColmapLayout(boolean text) implements RowLayout {
    @Override
    public boolean masks() {
        return true;
    }

    @Override
    public String place(int at) {
        return "images/" + name(at);
    }

    private static String name(int at) {
        return "%04d.png".formatted(at);
    }

    @Override
    public void image(Path folder, int at, Image image, @Nullable Image mask) {
        image.writePng(folder.resolve(place(at)));
        if (mask != null) {
            mask.writePng(folder.resolve("masks").resolve(name(at) + ".png"));
        }
    }

    @Override
    public void cameras(Path folder, Album album, List<Integer> row) {
        List<Intrinsics> lenses =
                row.stream().map(i -> album.pictures().get(i).lens()).distinct().toList();
        List<List<Mark>> marks = marks(album, row);
        write(folder, "cameras", out -> {
            out.count(lenses.size());
            for (int i = 0; i < lenses.size(); i++) {
                Intrinsics lens = lenses.get(i);
                out.camera(i + 1, lens.width(), lens.height(), lens.fx(), lens.fy(), lens.cx(), lens.cy());
            }
        });
        write(folder, "images", out -> {
            out.count(row.size());
            for (int at = 0; at < row.size(); at++) {
                Picture picture = album.pictures().get(row.get(at));
                int camera = lenses.indexOf(picture.lens()) + 1;
                out.image(at + 1, ColmapPose.of(picture.pose()), camera, name(at), marks.get(at));
            }
        });
        write(folder, "points3D", out -> points(out, album, row, marks));
    }

    /** The points in the image at each place of the row, in the order of the landmarks. */
    private static List<List<Mark>> marks(Album album, List<Integer> row) {
        List<List<Mark>> marks = new ArrayList<>();
        row.forEach(unused -> marks.add(new ArrayList<>()));
        for (int i = 0; i < album.landmarks().size(); i++) {
            for (Landmark.Sighting sighting : album.landmarks().get(i).sightings()) {
                int at = row.indexOf(sighting.picture());
                if (at >= 0) {
                    marks.get(at).add(new Mark(sighting.x(), sighting.y(), i + 1));
                }
            }
        }
        return marks;
    }

    private static void points(ColmapFile out, Album album, List<Integer> row, List<List<Mark>> marks)
            throws IOException {
        int[] seen = new int[row.size()];
        out.count(album.landmarks().size());
        for (int i = 0; i < album.landmarks().size(); i++) {
            List<int[]> track = new ArrayList<>();
            for (int at = 0; at < row.size(); at++) {
                if (seen[at] < marks.get(at).size()
                        && marks.get(at).get(seen[at]).point() == i + 1) {
                    track.add(new int[] {at + 1, seen[at]++});
                }
            }
            out.point(i + 1, album.landmarks().get(i), track);
        }
    }

    /** A point in an image, and the number of the landmark. */
    record Mark(double x, double y, int point) {}

    /** What a file holds. */
    private interface Content {
        void to(ColmapFile out) throws IOException;
    }

    private void write(Path folder, String name, Content content) {
        Path file = folder.resolve("sparse").resolve("0").resolve(name + (text ? ".txt" : ".bin"));
        try {
            AtomicFile.write(file, out -> content.to(text ? new ColmapTextFile(out) : new ColmapBinaryFile(out)));
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }
}
