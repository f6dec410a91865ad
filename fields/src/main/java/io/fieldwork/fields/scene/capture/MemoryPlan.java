package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How photographs fit into memory, by the headers of their files.
 *
 * @param imageScale area factor of the images, at most the wanted one
 * @param atOnce images that are decoded at the same time
 */
record MemoryPlan(double imageScale, int atOnce) {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryPlan.class);
    /** Part of the free memory that photographs may take. */
    private static final double SHARE = 0.8;
    /** Copies of an image while it is decoded. */
    private static final int COPIES = 3;
    /** Bytes of a pixel in the table of those that may be drawn. */
    private static final int TABLE = 4;
    /** Bytes of a pixel of a view that is rendered and measured: colours, truth, and planes of its similarity. */
    private static final int VIEW = 120;

    static MemoryPlan of(List<Frame> frames, double wanted) {
        Runtime machine = Runtime.getRuntime();
        long free = machine.maxMemory() - machine.totalMemory() + machine.freeMemory();
        return of(frames, wanted, free, machine.availableProcessors());
    }

    /** The plan for so many free bytes and cores. */
    static MemoryPlan of(List<Frame> frames, double wanted, long free, int cores) {
        int channels = frames.stream().anyMatch(frame -> frame.size().alpha()) ? 4 : 3;
        double kept = 0;
        double decoding = 0;
        double view = 0;
        for (Frame frame : frames) {
            kept += frame.size().bytes(channels + (frame.mask() == null ? 0 : TABLE));
            decoding = Math.max(decoding, COPIES * frame.size().bytes(channels));
            view = Math.max(view, frame.size().bytes(VIEW));
        }
        double budget = SHARE * free;
        int atOnce = (int) Math.clamp(0.5 * budget / decoding, 1, cores);
        double scale = Math.min(wanted, Math.min((budget - atOnce * decoding) / kept, budget / (kept + view)));
        if (!(scale > 0)) {
            throw new UserError(
                    ("The largest photograph needs %s of memory while it is decoded, but %s are free; -Xmx gives"
                                    + " more (scene.imageScale acts only afterwards).")
                            .formatted(gigabytes(decoding), gigabytes(free)));
        }
        if (scale < wanted) {
            scale = Math.floor(1000 * scale) >= 1 ? Math.floor(1000 * scale) / 1000 : scale;
            LOG.warn(
                    "The {} photographs and their views need {} of memory at scene.imageScale {}, but {} are free: they are averaged down"
                            + " to scene.imageScale {}.",
                    frames.size(),
                    gigabytes((kept + view) * wanted),
                    wanted,
                    gigabytes(free),
                    scale);
        }
        return new MemoryPlan(scale, atOnce);
    }

    private static String gigabytes(double bytes) {
        return "%.2f GB".formatted(bytes / 1e9);
    }
}
