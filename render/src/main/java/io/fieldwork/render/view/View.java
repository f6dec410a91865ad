package io.fieldwork.render.view;

/**
 * A requested view: camera and image size.
 *
 * @param camera of the view
 * @param width of the image, pixels, at least 1
 * @param height of the image, pixels, at least 1
 */
public record View(Camera camera, int width, int height) {
    /** Rejects an empty image. */
    public View {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image of " + width + " x " + height + " pixels");
        }
    }

    /** Width over height. */
    public float aspect() {
        return (float) width / height;
    }

    /** The rays through the image. */
    public RayFan rays() {
        return camera.rays(aspect());
    }
}
