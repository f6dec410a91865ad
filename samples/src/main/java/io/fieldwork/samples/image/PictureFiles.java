package io.fieldwork.samples.image;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.render.export.Png;
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
        if (name(place).matches(".*[.](mov|mkv|webm|gif|avi|jpe?g|exr|hdr|tiff?|bmp|webp)")) {
            throw new UserError("--out is " + place + "; expected a name that ends in .png or .mp4, or a folder.");
        }
    }

    private static String name(Path place) {
        return place.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    /** {@return the file of a frame in a folder by its number from 0, such as {@code frame_0007.png}} */
    public static Path numbered(Path folder, int number) {
        return folder.resolve("frame_%04d.png".formatted(number));
    }

    /**
     * Writes a PNG file; folders on the way are made.
     *
     * @throws UserError if it cannot be written
     */
    public static void write(Frame frame, Path file) {
        try {
            AtomicFile.write(file, out -> Png.write(frame, out));
        } catch (IOException e) {
            throw unwritten(file, e);
        }
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
        return name(place).endsWith(".mp4");
    }

    /**
     * Writes the next one of a series of {@code total}, as large as the others if they become a video.
     *
     * @throws UserError if it cannot be written
     */
    public void add(Image image, int total) {
        add(Frame.flat(image.width(), image.height(), image.withAlpha().pixels()));
        if (total > 1) {
            ticker.accept("\rframe %d of %d%s".formatted(count, total, count == total ? "\n" : ""));
        }
    }

    /**
     * Writes the next one, as large as the others if they become a video.
     *
     * @throws UserError if it cannot be written
     */
    public void add(Frame frame) {
        if (isFilm()) {
            film(frame);
        } else {
            write(frame, isSingle() ? place : numbered(place, count));
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
            throw unwritten(place, e);
        }
    }

    private static UserError unwritten(Path file, IOException e) {
        return new UserError(file + " cannot be written: " + UserError.reason(e) + ".", e);
    }

    @Override
    public void close() {
        if (video != null) {
            try {
                video.close();
            } catch (IOException e) {
                throw unwritten(place, e);
            }
        }
    }
}
