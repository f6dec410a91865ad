package io.fieldwork.samples.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The most memory seen of a process on the host, where the system tells, and of the devices, where nvidia-smi does. */
final class PeakMemory {
    private static final String HIGH_WATER = "VmHWM:";
    private static final long LOOK_NANOS = 2_000_000_000L;

    private long hostMiB;
    private long deviceMiB;
    private boolean absent;
    private long looked = System.nanoTime() - LOOK_NANOS;

    long hostMiB() {
        return hostMiB;
    }

    long deviceMiB() {
        return deviceMiB;
    }

    /** Looks now, at the devices every two seconds. */
    void look(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", "" + pid, "status"))) {
            lines.filter(line -> line.startsWith(HIGH_WATER))
                    .forEach(line -> hostMiB = Math.max(hostMiB, number(line) >> 10));
        } catch (IOException e) {
            hostMiB = Math.max(hostMiB, 0);
        }
        if (!absent && System.nanoTime() - looked >= LOOK_NANOS) {
            looked = System.nanoTime();
            lookAtDevices();
        }
    }

    private void lookAtDevices() {
        try {
            Process query = new ProcessBuilder("nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!query.waitFor(1, TimeUnit.SECONDS) || query.exitValue() != 0) {
                query.destroyForcibly();
                absent = true;
                return;
            }
            String text = new String(query.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            deviceMiB = Math.max(
                    deviceMiB, text.lines().mapToLong(PeakMemory::number).sum());
        } catch (IOException e) {
            absent = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long number(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
