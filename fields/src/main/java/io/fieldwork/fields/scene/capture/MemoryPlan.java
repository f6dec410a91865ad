package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where photographs are kept: in memory if they fit, else on disk, else a few at a time.
 *
 * @param keep where
 * @param atOnce images that are decoded at the same time
 * @param window photographs that are drawn from at a time; {@link #ALL} of them if their pages fit into memory
 */
record MemoryPlan(Keep keep, int atOnce, int window) {
    /** The window that holds every photograph. */
    static final int ALL = Integer.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(MemoryPlan.class);
    /** Part of the free memory, and of the free disk, that photographs may take. */
    private static final double SHARE = 0.8;
    /** The smallest window that is worth training on. */
    private static final int FEWEST = 8;

    /**
     * The plan for what is needed; says in a line what it is and why.
     *
     * @param missing bytes that would be written to the disk
     * @param wanted where photographs must be kept, or null
     * @param folder of those on disk
     * @throws UserError if that does not fit
     */
    static MemoryPlan of(Need need, double missing, Room room, @Nullable Keep wanted, Path folder) {
        double budget = SHARE * room.heap();
        int atOnce = (int) Math.clamp(0.5 * budget / Math.max(1, need.decoding()), 1, room.cores());
        double left = budget - need.masks() - Math.max(need.view(), atOnce * need.decoding());
        boolean inMemory = need.kept() <= left;
        boolean onDisk = left >= 0 && missing <= SHARE * room.disk();
        Keep keep = wanted != null ? wanted : inMemory ? Keep.MEMORY : onDisk ? Keep.DISK : Keep.WINDOW;
        int window = switch (keep) {
            case MEMORY -> inMemory ? ALL : 0;
            case DISK -> onDisk ? (need.kept() <= room.pages() ? ALL : window(room.pages(), need)) : 0;
            case WINDOW -> window(left, need);
        };
        String sizes = "The %d photographs take %s decoded, and of memory %s are free beside %s to work with"
                .formatted(need.count(), bytes(need.kept()), bytes(Math.max(0, left)), bytes(budget - left));
        String disk = "%s of disk at %s".formatted(bytes(room.disk()), folder);
        if (window < Math.min(FEWEST, need.count())) {
            throw new UserError(
                    ("%s and %s, which is too little%s; more memory (-Xmx), a smaller scene.imageScale or a cache on another"
                                    + " disk (-Dfieldwork.cache) helps.")
                            .formatted(sizes, disk, wanted == null ? "" : " for scene.keep: " + wanted));
        }
        String so = wanted == null ? "so" : "and as scene.keep says";
        String turns = window == ALL ? "" : "; pixels are drawn from %d of them at a time, in turn".formatted(window);
        switch (keep) {
            case MEMORY -> LOG.info("{}, {} they are kept in memory.", sizes, so);
            case DISK ->
                LOG.warn(
                        "{}, {} they are kept on disk, in {}, to which {} are written{}.",
                        sizes,
                        so,
                        folder,
                        bytes(missing),
                        turns);
            case WINDOW -> LOG.warn("{} and {}, {} they are decoded again and again{}.", sizes, disk, so, turns);
        }
        return new MemoryPlan(keep, atOnce, window);
    }

    /** The photographs of which that many bytes hold a window, and a quarter more that are loaded meanwhile. */
    private static int window(double bytes, Need need) {
        return (int) Math.clamp(0.8 * bytes / Math.max(1, need.largest()), 0, need.count());
    }

    private static String bytes(double bytes) {
        return "%.2f GB".formatted(bytes / 1e9);
    }
}
