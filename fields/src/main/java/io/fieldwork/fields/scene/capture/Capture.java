package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.stream.Stream;
import org.joml.Vector3f;

/**
 * Photographs of one scene with known cameras, of any sizes. All images have the same number of channels.
 *
 * @param train photos to learn from; not empty
 * @param validation photos that may be rendered while learning; may be empty
 * @param test photos of the final metrics; may be empty
 * @param extrapolation photos of further metrics, from cameras away from those of the training; may be empty
 * @param extent the part of the scene that is of interest, scene coordinates
 * @param transform how the frame of the input files was mapped to scene coordinates
 * @param window training photos that pixels are drawn from at a time, where they are not all held in memory
 */
public record Capture(
        List<Photo> train,
        List<Photo> validation,
        List<Photo> test,
        List<Photo> extrapolation,
        Extent extent,
        SceneTransform transform,
        int window) {
    /** Rejects captures without training photos. */
    public Capture {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        extrapolation = List.copyOf(extrapolation);
        if (train.isEmpty()) {
            throw new UserError("A capture needs at least one photo to train on but has none.");
        }
        int channels = train.getFirst().source().channels();
        Stream.of(train, validation, test, extrapolation).flatMap(List::stream).forEach(photo -> {
            if (photo.source().channels() != channels) {
                throw new IllegalArgumentException(photo.name() + " has another number of channels");
            }
        });
    }

    /** A capture in memory whose box is given, without photos for extrapolation. */
    public Capture(List<Photo> train, List<Photo> validation, List<Photo> test, Box box, SceneTransform transform) {
        this(train, validation, test, List.of(), Extent.of(box, "given"), transform, Integer.MAX_VALUE);
    }

    /** {@return the box of interest, scene coordinates} */
    public Box box() {
        return extent.box();
    }

    /** {@return this where all of space is learned: its box is the one around which that is contracted} */
    public Capture contracted() {
        return new Capture(train, validation, test, extrapolation, extent.contracted(), transform, window);
    }

    /**
     * {@return the point [3], scene coordinates, that the training cameras look at from all around, or the middle of the box if
     * they do not or it lies outside}
     */
    public float[] middle() {
        Vector3f low = new Vector3f(box().minX(), box().minY(), box().minZ());
        Vector3f high = new Vector3f(box().maxX(), box().maxY(), box().maxZ());
        SeenRegion seen = SeenRegion.of(train.stream().map(Sightline::of).toList());
        Vector3f centre = new Vector3f(seen.centre());
        boolean around = seen.facing() == SeenRegion.Facing.INWARDS && !seen.guessed();
        Vector3f middle =
                around && inside(centre, low, high) ? centre : low.add(high).mul(0.5f);
        return new float[] {middle.x, middle.y, middle.z};
    }

    /** {@return how the training cameras face, in words such as "face inwards"} */
    public String facing() {
        return SeenRegion.of(train.stream().map(Sightline::of).toList()).facing().words;
    }

    /**
     * Says if a near plane hides most of what the training cameras see of the box.
     *
     * @param near least distance of anything from a camera, scene units
     * @throws UserError if it hides all of it
     */
    public void requireNear(double near) {
        Evidence.requireNear(this, near);
    }

    private static boolean inside(Vector3f point, Vector3f low, Vector3f high) {
        return point.equals(new Vector3f(point).max(low).min(high));
    }

    /** {@return whether the images have an alpha channel, that is, are RGBA instead of RGB} */
    public boolean transparent() {
        return train.getFirst().source().channels() == 4;
    }
}
