package io.fieldwork.samples.camera;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.volume.RenderedView;
import java.util.List;

/** The quantity of a rendered view that becomes the picture. */
interface Shading {
    /** The picture of a rendered view. */
    Image image(RenderedView frame);

    /**
     * The shading {@code color}, {@code depth} or {@code opacity}, else a {@code UserError}; one object serves all
     * frames of a command.
     */
    static Shading of(String mode) {
        return switch (mode) {
            case "color" -> frame -> Image.ofRgb(frame.rgb(), frame.width(), frame.height());
            case "opacity" -> frame -> gray(frame, frame.opacity());
            case "depth" -> new Depth();
            default -> throw Nearest.error("--mode", mode, List.of("color", "depth", "opacity"));
        };
    }

    private static Image gray(RenderedView frame, float[] values) {
        float[] rgb = new float[3 * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = values[i / 3];
        }
        return Image.ofRgb(rgb, frame.width(), frame.height());
    }

    /**
     * Near is bright, nothing is black; the range of the first frame serves all, so that an animation does not flicker.
     */
    final class Depth implements Shading {
        private static final float SOLID = 0.5f;
        private static final float DARKEST = 0.15f;

        private float near = Float.NaN;
        private float far = Float.NaN;

        @Override
        public Image image(RenderedView frame) {
            if (!(far > near)) {
                measure(frame);
            }
            float[] values = new float[frame.depth().length];
            for (int i = 0; i < values.length; i++) {
                float share = Math.clamp((frame.depth()[i] - near) / Math.max(far - near, 1e-6f), 0f, 1f);
                float opacity = Math.clamp(frame.opacity()[i], 0f, 1f);
                values[i] = far >= near ? opacity * (1 - (1 - DARKEST) * share) : 0;
            }
            return gray(frame, values);
        }

        private void measure(RenderedView frame) {
            near = Float.POSITIVE_INFINITY;
            far = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < frame.depth().length; i++) {
                if (frame.opacity()[i] > SOLID) {
                    near = Math.min(near, frame.depth()[i]);
                    far = Math.max(far, frame.depth()[i]);
                }
            }
        }
    }
}
