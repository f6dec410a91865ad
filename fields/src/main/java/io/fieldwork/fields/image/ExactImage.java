package io.fieldwork.fields.image;

import io.fieldwork.fields.scene.capture.Image;
import java.util.stream.IntStream;

/** A picture that is known at every point of the plane, so that its pixels can be taken anywhere. */
@FunctionalInterface
public interface ExactImage {
    /** Samples along each side of a pixel. */
    int FINE = 4;

    /** Writes the three colours, in [0, 1], of the point (x, y) in [0, 1], x to the right and y downwards. */
    void color(double x, double y, double[] rgb);

    /** {@return its pixels, each the mean over its square} */
    default Image pixels(int side) {
        float[] rgb = new float[3 * side * side];
        IntStream.range(0, side).parallel().forEach(y -> {
            float[] row = row(side, 0, y, side);
            System.arraycopy(row, 0, rgb, 3 * side * y, row.length);
        });
        return Image.ofRgb(rgb, side, side);
    }

    /** {@return the means over squares of the size of a pixel around the corners of pixels: the truth between them} */
    default HalfwayColors halfway(int side) {
        return y -> row(side, 0.5, y + 0.5, side - 1);
    }

    /** Means over squares of a row of a picture of so many pixels a side, the first one so many pixels from its left and from its top. */
    private float[] row(int side, double left, double top, int count) {
        float[] row = new float[3 * count];
        double[] color = new double[3];
        for (int i = 0; i < count * FINE * FINE; i++) {
            int x = i / (FINE * FINE);
            double across = left + x + (i % FINE + 0.5) / FINE;
            double down = top + (i / FINE % FINE + 0.5) / FINE;
            color(across / side, down / side, color);
            for (int c = 0; c < 3; c++) {
                row[3 * x + c] += (float) (color[c] / (FINE * FINE));
            }
        }
        return row;
    }
}
