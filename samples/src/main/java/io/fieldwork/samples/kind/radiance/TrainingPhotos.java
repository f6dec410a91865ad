package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * The photographs as seen in a direction. Seen from where a photograph was taken, each direction has a place in it, whichever way the
 * viewer is turned.
 *
 * @param photos what was photographed; not empty
 * @param background sRGB [3], behind photographs that are seen through
 * @param tolerance how far from a photograph's place a viewer still stands there, world units
 */
record TrainingPhotos(List<Photo> photos, float[] background, float tolerance) {
    /** The nearest photograph to a place, if it is near enough to have been taken from there. */
    Optional<Photo> from(Vector3fc eye) {
        return photos.stream()
                .min(Comparator.comparingDouble(photo -> eye(photo).distance(eye)))
                .filter(photo -> eye(photo).distance(eye) <= tolerance);
    }

    private static Vector3f eye(Photo photo) {
        return new Vector3f(photo.camera().pose().position());
    }

    /**
     * The sRGB [3] that the image of a camera shows in a direction of any length from its place, at the nearest pixel, if the
     * direction lies in it.
     */
    Optional<float[]> color(Camera camera, Image image, Vector3fc direction) {
        float[] m = camera.pose().rowMajor3x4();
        Vector3f right = new Vector3f(m[0], m[4], m[8]);
        Vector3f up = new Vector3f(m[1], m[5], m[9]);
        Vector3f back = new Vector3f(m[2], m[6], m[10]);
        double forward = -direction.dot(back);
        Intrinsics inside = camera.intrinsics();
        if (forward <= 0 && inside.distortion().model() != Distortion.Model.FISHEYE) {
            return Optional.empty();
        }
        double[] at = inside.distortion().distort(direction.dot(right), -direction.dot(up), forward);
        int x = (int) Math.floor(inside.cx() + inside.fx() * at[0]);
        int y = (int) Math.floor(inside.cy() + inside.fy() * at[1]);
        boolean within = x >= 0 && x < inside.width() && y >= 0 && y < inside.height();
        return within ? Optional.of(pixel(image, y * inside.width() + x)) : Optional.empty();
    }

    private float[] pixel(Image image, int pixel) {
        int from = pixel * image.channels();
        float alpha = image.channels() == 4 ? image.level(from + 3) / 255f : 1;
        float[] rgb = new float[3];
        for (int c = 0; c < 3; c++) {
            rgb[c] = image.level(from + c) / 255f * alpha + background[c] * (1 - alpha);
        }
        return rgb;
    }
}
