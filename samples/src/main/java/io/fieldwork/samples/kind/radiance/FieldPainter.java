package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.View;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes frames of what was seen of a field: the mode is what is shown, the palette gives its numbers their colours, and
 * the photographs are what should have been seen.
 */
record FieldPainter(FieldMode mode, Palette palette, TrainingPhotos photos) {
    /** Gives a pixel its colour. */
    @FunctionalInterface
    private interface Shade {
        /** Writes red, green, blue, alpha, multiplied with alpha; what is left alone is clear. */
        void write(int pixel, float[] rgba);
    }

    /** Paints what was seen from a view of the same size. */
    Frame paint(FieldImage image, View view) {
        Shade shade = shade(image, view);
        byte[] rgba = new byte[4 * image.pixels()];
        float[] color = new float[4];
        for (int i = 0; i < image.pixels(); i++) {
            Arrays.fill(color, 0);
            shade.write(i, color);
            for (int c = 0; c < 4; c++) {
                rgba[4 * i + c] = (byte) Math.round(255 * Math.clamp(color[c], 0f, 1f));
            }
        }
        return new Frame(view.width(), view.height(), rgba, image.depth());
    }

    private Shade shade(FieldImage image, View view) {
        return switch (mode) {
            case COLOR ->
                (i, rgba) -> {
                    System.arraycopy(image.color(), 3 * i, rgba, 0, 3);
                    rgba[3] = image.opacity()[i];
                };
            case OPACITY ->
                (i, rgba) -> {
                    float gray = image.opacity()[i];
                    write(rgba, new float[] {gray, gray, gray}, 1);
                };
            case DEPTH ->
                (i, rgba) -> {
                    if (Float.isFinite(image.depth()[i])) {
                        measured(rgba, image.depth()[i], image.opacity()[i]);
                    }
                };
            case COST -> (i, rgba) -> measured(rgba, Math.max(palette.low(), image.samples()[i]), 1);
            case NORMAL -> {
                DepthNormals normals = image.normals();
                yield (i, rgba) -> normals.at(i)
                        .ifPresent(n -> write(
                                rgba, new float[] {(n.x + 1) / 2, (n.y + 1) / 2, (n.z + 1) / 2}, image.opacity()[i]));
            }
            case TRUTH -> against(image, view, (i, truth, rgba) -> write(rgba, truth, 1));
            case ERROR -> against(image, view, (i, truth, rgba) -> measured(rgba, error(image, i, truth), 1));
        };
    }

    /** Compares a pixel with what it should be. */
    @FunctionalInterface
    private interface Comparison {
        void write(int pixel, float[] truth, float[] rgba);
    }

    private Shade against(FieldImage image, View view, Comparison comparison) {
        Optional<Photo> photo = photos.from(view.camera().eye());
        if (photo.isEmpty()) {
            return (i, rgba) -> {};
        }
        Camera camera = photo.get().camera();
        Image shown = photo.get().image();
        return (i, rgba) -> photos.color(camera, shown, image.rays().direction(i))
                .ifPresent(truth -> comparison.write(i, truth, rgba));
    }

    /** The mean of the components' absolute errors, over the photographs' background. */
    private float error(FieldImage image, int pixel, float[] truth) {
        float sum = 0;
        for (int c = 0; c < 3; c++) {
            float behind = (1 - image.opacity()[pixel]) * photos.background()[c];
            sum += Math.abs(image.color()[3 * pixel + c] + behind - truth[c]);
        }
        return sum / 3;
    }

    private void measured(float[] rgba, float value, float alpha) {
        write(rgba, palette.color(Math.clamp(palette.position(value), 0f, 1f)), alpha);
    }

    private static void write(float[] rgba, float[] rgb, float alpha) {
        for (int c = 0; c < 3; c++) {
            rgba[c] = rgb[c] * alpha;
        }
        rgba[3] = alpha;
    }
}
