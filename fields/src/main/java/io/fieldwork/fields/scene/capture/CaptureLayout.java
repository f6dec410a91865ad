package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a capture and what its files say about its extent, read before any image is decoded.
 *
 * @param train frames to learn from
 * @param validation frames to look at while learning
 * @param test frames to measure on
 * @param extrapolation frames to measure on away from the others; nothing else is derived from them
 * @param points sparse points [3] in the files' frame; may be empty
 * @param turn from the files' frame to one whose axes are those of the scene
 * @param stated the box that the files name or their layout implies, if any
 */
record CaptureLayout(
        List<Frame> train,
        List<Frame> validation,
        List<Frame> test,
        List<Frame> extrapolation,
        List<double[]> points,
        SceneTransform turn,
        @Nullable Stated stated) {
    /**
     * One photograph to be loaded.
     *
     * @param name in the files
     * @param image its file
     * @param header of the image, or null where there is no image that can be read
     * @param pose [12], camera-to-world in the files' frame, OpenGL axes
     * @param lens gives the intrinsics
     * @param mask file of the pixels that are left out, if any
     * @param opacity file whose light is the opacity of the image, if it is another than instant-ngp's
     * @param depths measured beside it, in the units of the files' frame, or null
     */
    record Frame(
            String name,
            Path image,
            @Nullable ImageHeader header,
            double[] pose,
            Lens lens,
            @Nullable Path mask,
            @Nullable Path opacity,
            @Nullable DepthFile depths) {
        /** Reads the header of the image, if there is one. */
        Frame(String name, Path image, double[] pose, Lens lens, @Nullable Path mask) {
            this(name, image, ImageFile.header(image), pose, lens, mask);
        }

        /** A photograph with no opacity of its own. */
        Frame(String name, Path image, @Nullable ImageHeader header, double[] pose, Lens lens, @Nullable Path mask) {
            this(name, image, header, pose, lens, mask, null, null);
        }

        /** The same photograph from another pose. */
        Frame at(double[] otherPose) {
            return new Frame(name, image, header, otherPose, lens, mask, opacity, depths);
        }

        /** The same photograph in another frame. */
        Frame moved(SceneTransform transform) {
            DepthFile scaled = depths == null ? null : depths.scaled(transform.scale());
            return new Frame(name, image, header, transform.movePose(pose), lens, mask, opacity, scaled);
        }

        /** The same photograph with depths, or none. */
        Frame with(@Nullable DepthFile measured) {
            return new Frame(name, image, header, pose, lens, mask, opacity, measured);
        }

        /** The same photograph, opaque where an image is white. */
        Frame opaqueIn(Path white) {
            ImageHeader seen = header == null
                    ? null
                    : new ImageHeader(header.width(), header.height(), true, header.orientation());
            return new Frame(name, image, seen, pose, lens, mask, white, depths);
        }

        /** Whether the image must be turned as its EXIF tag says, since the camera is for the turned image. */
        boolean lies() {
            ImageHeader stored = size();
            return stored.orientation() > 4
                    && !stored.fits(lens)
                    && stored.turned().fits(lens);
        }

        /** The header of an image that is there. */
        ImageHeader size() {
            if (header == null) {
                throw new IllegalStateException(name + " has no image");
            }
            return header;
        }

        /** The intrinsics in the files' own image size. */
        Intrinsics intrinsics() {
            ImageHeader seen = lies() ? size().turned() : size();
            return lens.of(seen.width(), seen.height());
        }
    }

    /** Intrinsics whose missing parts come from the image that was found. */
    interface Lens {
        /** The intrinsics in the files' own image size, which may differ from the image's. */
        Intrinsics of(int imageWidth, int imageHeight);
    }

    /**
     * A box that does not come from the cameras.
     *
     * @param box scene coordinates
     * @param transform from the files' frame to scene coordinates
     * @param origin in words
     * @param usual true if it is only the layout's custom, which gives way to what the cameras look at
     * @param near least distance of anything from a camera, scene units; infinite where nothing says it
     * @param nearer a box in it around which all of space is better contracted, if any
     */
    record Stated(
            Box box,
            SceneTransform transform,
            String origin,
            boolean usual,
            double near,
            @Nullable Box nearer) {
        /** A box whose files say nothing about distances. */
        Stated(Box box, SceneTransform transform, String origin, boolean usual) {
            this(box, transform, origin, usual, Double.POSITIVE_INFINITY, null);
        }
    }

    /** A layout that leaves the choice of test frames open. */
    static CaptureLayout of(List<Frame> frames, List<double[]> points, SceneTransform turn, @Nullable Stated stated) {
        return new CaptureLayout(frames, List.of(), List.of(), List.of(), points, turn, stated);
    }

    /**
     * Where no test frames are named the validation frames are held out; where there are none of them either, every n-th
     * training frame, none if n is 0.
     */
    CaptureLayout heldOut(int n) {
        if (!test.isEmpty()) {
            return this;
        }
        if (!validation.isEmpty()) {
            return new CaptureLayout(train, List.of(), validation, extrapolation, points, turn, stated);
        }
        List<Frame> rest = new ArrayList<>();
        List<Frame> held = new ArrayList<>();
        for (int i = 0; i < train.size(); i++) {
            boolean out = n > 0 && train.size() > 1 && i % n == 0;
            (out ? held : rest).add(train.get(i));
        }
        return new CaptureLayout(rest, validation, held, extrapolation, points, turn, stated);
    }

    /** This layout with the frames of {@code extrapolation/transforms.json} in a folder, if that is there, in the same frame. */
    CaptureLayout extrapolating(Path folder) {
        Path file = folder.resolve("extrapolation").resolve("transforms.json");
        List<Frame> away = Files.isRegularFile(file) ? TransformsFormat.original(JsonFile.read(file)) : List.of();
        return new CaptureLayout(train, validation, test, away, points, turn, stated);
    }

    /** The frames that say where the scene lies: all but those for extrapolation. */
    List<Frame> frames() {
        return Stream.of(train, validation, test).flatMap(List::stream).toList();
    }

    /** All frames. */
    List<Frame> all() {
        return Stream.of(train, validation, test, extrapolation)
                .flatMap(List::stream)
                .toList();
    }
}
