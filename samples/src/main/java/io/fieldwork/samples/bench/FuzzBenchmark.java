package io.fieldwork.samples.bench;

import com.sun.management.ThreadMXBean;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Readers against damaged files: each must give a value or one sentence, soon, and within memory that goes with the file. */
final class FuzzBenchmark {
    private static final int USUAL = 1000;
    private static final double MOST_SECONDS = 5;
    /** Bytes that a reader may allocate whatever the size of the file: buffers and what libraries load. */
    private static final long SLACK = 64L << 20;
    /** The same for HDF5, whose library allocates what headers state before anyone can look. */
    private static final long SLACK_OF_HDF5 = 4L << 30;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FuzzBenchmark() {}

    /** Reads so many damaged files of every format, 1000 or the number of the first argument; of one reader, if a second names it. */
    static void run(PrintStream out, List<String> arguments) {
        int count = arguments.isEmpty() ? USUAL : Integer.parseInt(arguments.getFirst());
        try {
            List<String> faults = new ArrayList<>();
            for (FuzzTarget target : FuzzTarget.all()) {
                if (arguments.size() < 2 || arguments.get(1).equals(target.name())) {
                    faults.addAll(faults(target, count, out));
                }
            }
            faults.stream().limit(20).forEach(out::println);
            UserError.require(faults.isEmpty(), "the number of faults", faults.size(), "none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The faults of one reader, a line each with the seed that repeats it. */
    static List<String> faults(FuzzTarget target, int count, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory("fuzz");
        Path file = folder.resolve(target.file());
        List<String> faults = new ArrayList<>();
        long slack = target.name().equals("hdf5") ? SLACK_OF_HDF5 : SLACK;
        double longest = 0;
        long most = 0;
        for (int i = 0; i < count; i++) {
            byte[] seed = target.seeds().get(i % target.seeds().size());
            Files.write(file, i < target.seeds().size() ? seed : Mutation.of(seed, i));
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            String fault = fault(target, file, i < target.seeds().size());
            double seconds = (System.nanoTime() - start) * 1e-9;
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            longest = Math.max(longest, seconds);
            most = Math.max(most, bytes);
            if (fault.isEmpty() && (seconds > MOST_SECONDS || bytes > slack + 10 * Files.size(file))) {
                fault = "took %.1f s and %d bytes".formatted(seconds, bytes);
            }
            if (!fault.isEmpty()) {
                faults.add(target.name() + ", file " + i + ": " + fault.replaceAll("[^ -~]", "?"));
            }
        }
        out.printf(
                "%-12s %7d files, %d faults, at most %.2f s and %.1f MB%n",
                target.name(), count, faults.size(), longest, most * 1e-6);
        deleteAll(folder);
        return faults;
    }

    /** What is wrong with the answer to a file; a whole one must be read. */
    private static String fault(FuzzTarget target, Path file, boolean whole) {
        try {
            target.reader().read(file);
            return "";
        } catch (UserError | IOException e) {
            String message = String.valueOf(e.getMessage());
            boolean proper = e.getMessage() != null && message.lines().count() == 1;
            return proper && !(whole && target.whole()) ? "" : "says: " + message;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return e + " at " + e.getStackTrace()[0];
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
