package io.fieldwork.samples.image;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.export.Video;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pictures as the name of their place asks for: one PNG file, a video, or a folder of numbered PNG files. */
public final class PictureFiles implements AutoCloseable {
    private static final int RATE = 30;

    private final Path place;
    private final Consumer<String> ticker;
    private final boolean film;
    private @Nullable Video video;
    private int count;

    /**
     * Nothing is written before the first picture.
     *
     * @param place where to
     * @param ticker told how far a series is, in text that redraws itself in place
     * @throws UserError if its ending is that of something else
     */
    public PictureFiles(Path place, Consumer<String> ticker) {
        this.place = place;
        this.ticker = ticker;
        String name = name(place);
        if (name.matches(".*[.](mov|mkv|webm|gif|avi|jpe?g|exr|hdr|tiff?|bmp|webp)")) {
            throw new UserError("--out is " + place + "; expected a name that ends in .png or .mp4, or a folder.");
        }
        this.film = name.endsWith(".mp4");
    }

    private static String name(Path place) {
        return place.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    /** {@return the file or folder that they are written to} */
    public Path place() {
        return place;
    }

    /** {@return whether there is room for one picture only, a PNG file} */
    public boolean isSingle() {
        return name(place).endsWith(".png");
    }

    /** {@return whether they become a video, an MP4 file} */
    public boolean isFilm() {
        return film;
    }

    /**
     * Writes the next one of a series.
     *
     * @param image as large as the others if they become a video
     * @param total how many the series has
     * @throws UserError if it cannot be written
     */
    public void add(Image image, int total) {
        int pixels = image.width() * image.height();
        byte[] rgba = new byte[4 * pixels];
        for (int i = 0; i < pixels; i++) {
            System.arraycopy(image.pixels(), image.channels() * i, rgba, 4 * i, 3);
            rgba[4 * i + 3] = (byte) 255;
        }
        add(Frame.flat(image.width(), image.height(), rgba));
        if (total > 1) {
            ticker.accept("\rframe %d of %d%s".formatted(count, total, count == total ? "\n" : ""));
        }
    }

    /**
     * Writes the next one.
     *
     * @param frame as large as the others if they become a video
     * @throws UserError if it cannot be written
     */
    public void add(Frame frame) {
        if (film) {
            film(frame);
        } else {
            Pngs.write(frame, isSingle() ? place : Pngs.numbered(place, count));
        }
        count++;
    }

    private void film(Frame frame) {
        try {
            if (video == null) {
                video = Video.open(place, frame.width(), frame.height(), RATE);
            }
            video.add(frame);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private UserError unwritten(IOException e) {
        return new UserError(place + " cannot be written: " + e.getMessage() + ".", e);
    }

    @Override
    public void close() {
        if (video != null) {
            try {
                video.close();
            } catch (IOException e) {
                throw unwritten(e);
            }
        }
    }
}
