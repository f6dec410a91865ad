package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A file of depths along the view beside a photograph, as depth cameras and nerfstudio keep them: an image of one channel of 8 or 16
 * bits, or an array [height, width] of NumPy. It may be of another size than the photograph; 0 and what is not finite are unknown.
 *
 * @param path of the file
 * @param unit scene units of its numbers
 */
public record DepthFile(Path path, double unit) {
    /** The largest number of an image. */
    private static final int MOST = 65535;

    /** The same in a frame that is so many times as large. */
    DepthFile scaled(double times) {
        return new DepthFile(path, unit * times);
    }

    /**
     * {@return the depths}
     *
     * @throws UserError if the file is missing, damaged, or holds something else
     */
    public DepthMap read() {
        boolean array = path.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
        return array ? array() : image();
    }

    private DepthMap array() {
        NpyArray array = NpyArray.map(path);
        int[] shape = array.shape();
        if (!array.isNumeric() || shape.length != 2 || array.size() == 0) {
            throw new UserError("The depths %s are an array %s; expected numbers [height, width]."
                    .formatted(path, Arrays.toString(shape)));
        }
        return DepthMap.of(shape[1], shape[0], array.numbers(), unit);
    }

    private DepthMap image() {
        Raster raster = ImageFile.decoded(path).getRaster();
        if (raster.getNumBands() != 1) {
            throw new UserError(
                    "The depths %s are an image of %d channels; expected one.".formatted(path, raster.getNumBands()));
        }
        double[] values = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (double[]) null);
        return DepthMap.of(raster.getWidth(), raster.getHeight(), values, unit);
    }

    /**
     * Writes depths as a PNG file of 16 bits; what the bits do not reach becomes 0, unknown.
     *
     * @param depth [height, width], in the units of {@link #unit}'s frame, infinite where nothing is seen
     * @param width pixels
     * @throws UserError if it cannot be written
     */
    public void write(float[] depth, int width) {
        BufferedImage image = new BufferedImage(width, depth.length / width, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < depth.length; i++) {
            double steps = Math.rint(depth[i] / unit);
            image.getRaster().setSample(i % width, i / width, 0, steps <= MOST ? (int) steps : 0);
        }
        try {
            AtomicFile.write(path, out -> ImageIO.write(image, "png", out));
        } catch (IOException e) {
            throw new UserError("The image %s cannot be written (%s).".formatted(path, UserError.reason(e)), e);
        }
    }
}
