package io.fieldwork.samples.bench;

import com.sun.management.ThreadMXBean;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Readers against damaged files: each must give a value or one sentence, soon, and within memory that goes with the file. */
final class FuzzBenchmark {
    private static final int USUAL = 1000;
    private static final int SHOWN = 5;
    private static final double MOST_SECONDS = 5;
    /** Bytes that a reader may allocate whatever the size of the file: buffers, and what so small a picture may truly hold. */
    private static final long SLACK = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FuzzBenchmark() {}

    /** Reads so many damaged files of every format, 1000 or the number of the first argument; of one reader, if a second names it. */
    static void run(PrintStream out, List<String> arguments) {
        int count = arguments.isEmpty() ? USUAL : count(arguments.getFirst());
        PrintStream warnings = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            List<FuzzTarget> targets = FuzzTarget.all();
            if (arguments.size() > 1) {
                List<String> names = targets.stream().map(FuzzTarget::name).toList();
                UserError.oneOf("the reader", arguments.get(1), names);
                targets = List.of(targets.get(names.indexOf(arguments.get(1))));
            }
            int faults = 0;
            for (FuzzTarget target : targets) {
                List<String> found = faults(target, count, out);
                found.stream().limit(SHOWN).forEach(out::println);
                faults += found.size();
            }
            UserError.require(faults == 0, "the number of faults", faults, "none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.setErr(warnings);
        }
    }

    private static int count(String word) {
        UserError.require(word.matches("[1-9]\\d{0,8}"), "the number of files", word, "a positive whole number");
        return Integer.parseInt(word);
    }

    /** The faults of one reader, a line each with the seed that repeats it. */
    static List<String> faults(FuzzTarget target, int count, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory("fuzz");
        Path file = folder.resolve(target.file());
        for (Map.Entry<String, byte[]> beside : target.beside().entrySet()) {
            Files.createDirectories(folder.resolve(beside.getKey()).getParent());
            Files.write(folder.resolve(beside.getKey()), beside.getValue());
        }
        List<String> faults = new ArrayList<>();
        double longest = 0;
        long most = 0;
        for (int i = 0; i < count; i++) {
            byte[] seed = target.seeds().get(i % target.seeds().size());
            // a new file, because the one before may still be mapped
            Files.deleteIfExists(file);
            Files.write(file, i < target.seeds().size() ? seed : Mutation.of(seed, i));
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            String fault = fault(target, file, i < target.seeds().size());
            double seconds = (System.nanoTime() - start) * 1e-9;
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            longest = Math.max(longest, seconds);
            most = Math.max(most, bytes);
            if (fault.isEmpty() && (seconds > MOST_SECONDS || bytes > SLACK + 10 * Files.size(file))) {
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
            return proper && !whole ? "" : "says: " + message;
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
