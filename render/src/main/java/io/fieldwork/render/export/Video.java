package io.fieldwork.render.export;

import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A video in a file that grows by one frame at a time: H.264 in MP4, by {@code ffmpeg} where it is on the path and
 * otherwise by JCodec, or numbered PNG images in a folder where the name does not end in {@code .mp4}. The file is
 * written under a temporary name and moved into place when it is closed.
 */
public final class Video implements AutoCloseable {
    /** An encoder of frames into a file. */
    sealed interface Encoder permits FfmpegEncoder, JcodecEncoder, PngEncoder {
        /** Adds a frame, or fails in one sentence. */
        void add(Frame frame) throws IOException;

        /** Completes the file. */
        void finish() throws IOException;

        /** Aborts; nothing more is written. */
        void abort();
    }

    private final Path file;
    private final Path part;
    private final int width;
    private final int height;
    private @Nullable Encoder encoder;

    private Video(Path file, int width, int height, Maker maker) throws IOException {
        this.file = file;
        this.width = width;
        this.height = height;
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        part = whole.resolveSibling("part-" + whole.getFileName());
        encoder = maker.make(part);
    }

    private interface Maker {
        Encoder make(Path part) throws IOException;
    }

    /**
     * Begins a video.
     *
     * @param file where it will be
     * @param width pixels, at least 1; an odd last column is left out
     * @param height pixels, at least 1; an odd last row is left out
     * @param rate frames a second, at least 1
     * @return the video, to be closed
     * @throws IOException if it cannot be begun
     */
    public static Video open(Path file, int width, int height, int rate) throws IOException {
        boolean images = !file.getFileName().toString().endsWith(".mp4") || width < 2 || height < 2;
        Path ffmpeg = FfmpegEncoder.find();
        return new Video(file, width, height, part -> {
            if (images) {
                return new PngEncoder(part);
            }
            return ffmpeg == null
                    ? new JcodecEncoder(part, width, height, rate)
                    : new FfmpegEncoder(ffmpeg, part, width, height, rate);
        });
    }

    /** Begins a video that JCodec writes. */
    static Video byJcodec(Path file, int width, int height, int rate) throws IOException {
        return new Video(file, width, height, part -> new JcodecEncoder(part, width, height, rate));
    }

    /** Begins a video that a program which is called like ffmpeg writes. */
    static Video byProgram(Path program, Path file, int width, int height, int rate) throws IOException {
        return new Video(file, width, height, part -> new FfmpegEncoder(program, part, width, height, rate));
    }

    /**
     * Adds the next frame.
     *
     * @param frame as large as the video; composited over black
     * @throws IOException if it cannot be written; the video is then aborted
     */
    public void add(Frame frame) throws IOException {
        if (frame.width() != width || frame.height() != height) {
            throw new IllegalArgumentException("a frame of " + frame.width() + " x " + frame.height()
                    + " pixels in a video of " + width + " x " + height);
        }
        if (encoder == null) {
            throw new IOException("the video " + file + " is closed");
        }
        try {
            encoder.add(frame);
        } catch (IOException | RuntimeException e) {
            encoder.abort();
            encoder = null;
            discard();
            throw e instanceof IOException io ? io : new IOException("a frame cannot be encoded", e);
        }
    }

    /** The file, which exists once this is closed. */
    public Path file() {
        return file;
    }

    /** Pixels from left to right. */
    public int width() {
        return width;
    }

    /** Pixels from top to bottom. */
    public int height() {
        return height;
    }

    /**
     * Completes the file and moves it to its place. Closing again does nothing.
     *
     * @throws IOException if it cannot be completed
     */
    @Override
    public void close() throws IOException {
        if (encoder != null) {
            Encoder last = encoder;
            encoder = null;
            try {
                last.finish();
                Files.move(part, file.toAbsolutePath(), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                discard();
                throw e;
            }
        }
    }

    /** Removes what was written; images that were written stay in their folder. */
    private void discard() throws IOException {
        if (!Files.isDirectory(part)) {
            Files.deleteIfExists(part);
        }
    }
}
