package io.fieldwork.samples.batch;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory of this process and of the machine, bytes, as Linux tells it in {@code /proc}. */
final class ProcessMemory {
    private ProcessMemory() {}

    /** The most that this process has held at a time; 0 if that is unknown. */
    static long peak() {
        return number("/proc/self/status", "VmHWM:") << 10;
    }

    /** What new processes may take of the machine; where that is unknown, three quarters of all. */
    static long available() {
        long available = number("/proc/meminfo", "MemAvailable:") << 10;
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long all = system.getTotalMemorySize();
        return available > 0 ? Math.min(available, all) : all / 4 * 3;
    }

    /** How many processes the system has ended for want of memory since it started; 0 if that is unknown. */
    static long ended() {
        return number("/proc/vmstat", "oom_kill ");
    }

    private static long number(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
