package io.fieldwork.samples.cli;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.render.export.Video;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pictures as the name of their place asks for: one PNG file, a video, or a folder of numbered PNG files. */
final class PictureFiles implements AutoCloseable {
    private static final int RATE = 30;

    private final Path place;
    private final boolean film;
    private @Nullable Video video;
    private int count;

    /**
     * Nothing is written before the first picture.
     *
     * @param place where to
     * @throws UserError if its ending is that of something else
     */
    PictureFiles(Path place) {
        this.place = place;
        String name = name(place);
        if (name.matches(".*[.](mov|mkv|webm|gif|avi|jpe?g|exr|hdr|tiff?|bmp|webp)")) {
            throw new UserError("--out is " + place + "; expected a name that ends in .png or .mp4, or a folder.");
        }
        this.film = name.endsWith(".mp4");
    }

    private static String name(Path place) {
        return place.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    /** Whether there is room for one picture only. */
    boolean isSingle() {
        return name(place).endsWith(".png");
    }

    /** Whether they become a video. */
    boolean isFilm() {
        return film;
    }

    /**
     * Writes the next one.
     *
     * @param image as large as the others if they become a video
     * @throws UserError if it cannot be written
     */
    void add(Image image) {
        int pixels = image.width() * image.height();
        byte[] rgba = new byte[4 * pixels];
        for (int i = 0; i < pixels; i++) {
            System.arraycopy(image.pixels(), image.channels() * i, rgba, 4 * i, 3);
            rgba[4 * i + 3] = (byte) 255;
        }
        add(new Frame(image.width(), image.height(), rgba, new float[pixels]));
    }

    /**
     * Writes the next one.
     *
     * @param frame as large as the others if they become a video
     * @throws UserError if it cannot be written
     */
    void add(Frame frame) {
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
