package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.Pose;
import java.util.List;

/**
 * A loader of the images of frames, on all cores, that fits the intrinsics to their sizes.
 *
 * @param transform from the files' frame to the scene
 * @param options image scale and pixel convention
 */
record PhotoLoader(SceneTransform transform, SceneOptions options) {
    List<Photo> load(List<Frame> frames) {
        return frames.parallelStream().map(this::photo).toList();
    }

    private Photo photo(Frame frame) {
        Image full = Image.read(frame.image());
        double side = Math.sqrt(options.imageScale());
        int width = (int) Math.max(1, Math.round(full.width() * side));
        int height = (int) Math.max(1, Math.round(full.height() * side));
        Intrinsics scaled = fit(frame, full).scaledTo(width, height);
        Intrinsics seen = options.pixelCenters() ? scaled : scaled.shifted(0.5, 0.5);
        Image image = full.resizeArea(width, height);
        try {
            expectInvertible(scaled);
            return new Photo(frame.name(), new Camera(seen, pose(frame)), image);
        } catch (UserError e) {
            throw new UserError("The camera of %s cannot be used. %s".formatted(frame.name(), e.getMessage()), e);
        }
    }

    /** Intrinsics given for a larger or smaller copy of the image are scaled, those for another shape are refused. */
    private static Intrinsics fit(Frame frame, Image image) {
        Intrinsics given = frame.lens().of(image.width(), image.height());
        double stretch = (double) image.width() / given.width() * given.height() / image.height();
        if (Math.abs(stretch - 1) > 0.02) {
            throw new UserError("The image %s is %dx%d but its camera is for %dx%d."
                    .formatted(frame.image(), image.width(), image.height(), given.width(), given.height()));
        }
        return given.scaledTo(image.width(), image.height());
    }

    private static void expectInvertible(Intrinsics at) {
        if (at.distortion().model() == Distortion.Model.NONE) {
            return;
        }
        for (double x : new double[] {0, 0.5 * at.width(), at.width()}) {
            for (double y : new double[] {0, 0.5 * at.height(), at.height()}) {
                at.distortion().undistort((x - at.cx()) / at.fx(), (y - at.cy()) / at.fy());
            }
        }
    }

    private Pose pose(Frame frame) {
        double[] moved = transform.movePose(frame.pose());
        float[] rows = new float[12];
        for (int i = 0; i < 12; i++) {
            rows[i] = (float) moved[i];
        }
        return new Pose(rows);
    }
}
