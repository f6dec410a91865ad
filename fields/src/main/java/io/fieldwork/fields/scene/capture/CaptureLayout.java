package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames, box and transform of a capture, read from its files before any image is opened.
 *
 * @param train frames to learn from
 * @param validation frames to look at while learning
 * @param test frames to measure on
 * @param box scene coordinates
 * @param transform from the files' frame to scene coordinates; not yet applied to the frames
 */
record CaptureLayout(List<Frame> train, List<Frame> validation, List<Frame> test, Box box, SceneTransform transform) {
    /**
     * One photograph to be loaded.
     *
     * @param name in the files
     * @param image its file
     * @param pose [12], camera-to-world in the files' frame, OpenGL axes
     * @param lens gives the intrinsics
     */
    record Frame(String name, Path image, double[] pose, Lens lens) {}

    /** Intrinsics whose missing parts come from the image that was found. */
    interface Lens {
        /** The intrinsics in the files' own image size, which may differ from the image's. */
        Intrinsics of(int imageWidth, int imageHeight);
    }

    /** Holds out every n-th frame for testing and learns from the others; none if n is 0. */
    static CaptureLayout split(List<Frame> frames, int holdout, Box box, SceneTransform transform) {
        List<Frame> train = new ArrayList<>();
        List<Frame> test = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            boolean held = holdout > 0 && frames.size() > 1 && i % holdout == 0;
            (held ? test : train).add(frames.get(i));
        }
        return new CaptureLayout(train, List.of(), test, box, transform);
    }
}
