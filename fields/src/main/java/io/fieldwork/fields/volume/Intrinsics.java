package io.fieldwork.fields.volume;

import io.fieldwork.fields.tensor.UserError;

/**
 * Camera intrinsics: image size, focal lengths, principal point and lens. All lengths are in pixels, and pixel (0, 0)
 * covers [0, 1) x [0, 1), so its centre is (0.5, 0.5).
 *
 * @param width image width, pixels
 * @param height image height, pixels
 * @param fx horizontal focal length, pixels
 * @param fy vertical focal length, pixels
 * @param cx principal point from the left edge, pixels
 * @param cy principal point from the top edge, pixels
 * @param distortion the lens
 */
public record Intrinsics(int width, int height, double fx, double fy, double cx, double cy, Distortion distortion) {
    /** Rejects empty images, focal lengths that are not positive and a principal point that is not finite. */
    public Intrinsics {
        if (width < 1 || height < 1) {
            throw new UserError("A camera's image must be at least 1x1 pixels but is %dx%d.".formatted(width, height));
        }
        if (!(fx > 0 && fy > 0) || !Double.isFinite(fx + fy)) {
            throw new UserError("A camera's focal lengths must be positive but are %s and %s.".formatted(fx, fy));
        }
        if (!Double.isFinite(cx + cy)) {
            throw new UserError("A camera's principal point must be finite but is (%s, %s).".formatted(cx, cy));
        }
    }

    /**
     * {@return a pinhole with square pixels that looks through the middle of its image} Its focal length is fx = fy =
     * width / (2 tan(fieldOfViewX / 2)).
     *
     * @param width image width, pixels
     * @param height image height, pixels
     * @param fieldOfViewX the angle between the left and the right edge, radians, in (0, pi)
     */
    public static Intrinsics ofFieldOfView(int width, int height, double fieldOfViewX) {
        if (!(fieldOfViewX > 0 && fieldOfViewX < Math.PI)) {
            throw new UserError("A field of view must lie between 0 and pi radians but is %s.".formatted(fieldOfViewX));
        }
        double focal = 0.5 * width / Math.tan(0.5 * fieldOfViewX);
        return new Intrinsics(width, height, focal, focal, 0.5 * width, 0.5 * height, Distortion.none());
    }

    /** {@return the horizontal field of view in radians, without lens distortion} */
    public double fieldOfViewX() {
        return Math.atan(cx / fx) + Math.atan((width - cx) / fx);
    }

    /** {@return the same camera with its image resized, focal lengths and principal point scaled along each side} */
    public Intrinsics scaledTo(int newWidth, int newHeight) {
        double sx = (double) newWidth / width;
        double sy = (double) newHeight / height;
        return new Intrinsics(newWidth, newHeight, fx * sx, fy * sy, cx * sx, cy * sy, distortion);
    }

    /** {@return the same camera with its principal point moved by pixels rightwards and downwards} */
    public Intrinsics shifted(double dx, double dy) {
        return new Intrinsics(width, height, fx, fy, cx + dx, cy + dy, distortion);
    }
}
