package io.fieldwork.render.view;

/**
 * What is asked of whoever makes a frame.
 *
 * @param camera where from
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
