package io.fieldwork.fields.scene.capture;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a machine has to keep photographs in.
 *
 * @param heap free bytes of Java's memory
 * @param pages bytes of the machine's memory beside it that mapped files may fill
 * @param disk free bytes of the disk of the cache
 * @param cores that decode
 */
record Room(long heap, long pages, long disk, int cores) {
    /** Part of the memory beside Java's that mapped files may fill; the rest is the engine's and the system's. */
    private static final double PAGES = 0.7;

    /** This machine. */
    static Room here(RawImages cache) {
        Runtime machine = Runtime.getRuntime();
        long all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new Room(
                machine.maxMemory() - machine.totalMemory() + machine.freeMemory(),
                (long) (PAGES * Math.max(0, all - machine.maxMemory())),
                cache.free(),
                machine.availableProcessors());
    }
}
