package io.fieldwork.fields.scene.layout;

import io.fieldwork.fields.mesh.PlyFile;
import io.fieldwork.fields.scene.capture.DepthFile;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * nerfstudio (Tancik et al. 2023): one {@code transforms.json} with an OPENCV lens for each frame, the splits by names, sparse
 * points in {@code sparse.ply}, depths as images of 16 bits in millimetres. Other splits than its own have the key
 * {@code SPLIT_filenames}, too, which it leaves out.
 */
record NerfstudioLayout() implements SplitLayout {
    private static final double MILLIMETRE = 1e-3;

    @Override
    public String place(Album album, int picture) {
        return "images/" + album.pictures().get(picture).name() + ".png";
    }

    @Override
    public boolean depths() {
        return true;
    }

    @Override
    public void depth(Path folder, Album album, int picture, float[] depth) {
        Picture seen = album.pictures().get(picture);
        new DepthFile(folder.resolve(depth(seen)), MILLIMETRE)
                .write(depth, seen.lens().width());
    }

    /** The file of a picture's depths, relative to the folder. */
    private static String depth(Picture picture) {
        return "depths/" + picture.name() + ".png";
    }

    @Override
    public void cameras(Path folder, Album album) {
        ObjectNode root = root(album, i -> place(album, i));
        for (int i = 0; i < album.pictures().size(); i++) {
            Picture picture = album.pictures().get(i);
            ObjectNode frame = (ObjectNode) root.get("frames").get(i);
            if (picture.masked()) {
                frame.put("mask_path", SplitLayout.mask(picture));
            }
            if (picture.measured()) {
                frame.put("depth_file_path", depth(picture));
            }
        }
        if (!album.landmarks().isEmpty()) {
            root.put("ply_file_path", "sparse.ply");
            points(folder.resolve("sparse.ply"), album.landmarks());
        }
        JsonText.write(folder.resolve("transforms.json"), root);
    }

    /** Frames and splits of an album whose images have names. */
    static ObjectNode root(Album album, IntFunction<String> names) {
        ObjectNode root = JsonText.object().put("camera_model", "OPENCV");
        ArrayNode frames = root.putArray("frames");
        for (int i = 0; i < album.pictures().size(); i++) {
            Picture picture = album.pictures().get(i);
            lens(JsonText.frame(frames, names.apply(i), picture), picture.lens());
        }
        for (String split :
                album.pictures().stream().map(Picture::split).distinct().toList()) {
            ArrayNode files = root.putArray(split + "_filenames");
            album.of(split).forEach(i -> files.add(names.apply(i)));
        }
        return root;
    }

    private static void lens(ObjectNode frame, Intrinsics lens) {
        frame.put("w", lens.width()).put("h", lens.height());
        frame.put("fl_x", lens.fx()).put("fl_y", lens.fy());
        frame.put("cx", lens.cx()).put("cy", lens.cy());
        for (String key : List.of("k1", "k2", "p1", "p2")) {
            frame.put(key, 0.0);
        }
    }

    private static void points(Path file, List<Landmark> landmarks) {
        double[] vertices = landmarks.stream()
                .flatMapToDouble(landmark -> Arrays.stream(landmark.point()))
                .toArray();
        byte[] colors = new byte[vertices.length];
        for (int i = 0; i < landmarks.size(); i++) {
            System.arraycopy(landmarks.get(i).rgb(), 0, colors, 3 * i, 3);
        }
        PlyFile.write(file, vertices, colors, new int[0]);
    }
}
