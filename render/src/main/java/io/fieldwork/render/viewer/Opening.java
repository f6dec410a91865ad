package io.fieldwork.render.viewer;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The background loader that opens files as subjects, one after another. */
final class Opening implements AutoCloseable {
    /** The result of opening a file. */
    sealed interface Result {}

    record Opened(Subject subject) implements Result {}

    record Failed(String sentence) implements Result {}

    private final Viewer.@Nullable Opener opener;
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("opening").factory());
    private @Nullable Path busyWith;

    Opening(Viewer.@Nullable Opener opener) {
        this.opener = opener;
    }

    /** Begins to open a file, unless another is still being opened. */
    void open(Path file) {
        if (opener == null) {
            results.add(new Failed("This window opens no files."));
        } else if (busyWith == null) {
            busyWith = file;
            Viewer.Opener opening = opener;
            thread.execute(() -> results.add(result(opening, file)));
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static Result result(Viewer.Opener opener, Path file) {
        try {
            return new Opened(opener.open(file));
        } catch (Exception e) {
            return new Failed(file.getFileName() + " cannot be shown: " + Messages.reason(e));
        }
    }

    /** The result of the last file, given once. */
    Optional<Result> result() {
        Result result = results.poll();
        if (result != null) {
            busyWith = null;
        }
        return Optional.ofNullable(result);
    }

    boolean isBusy() {
        return busyWith != null || !results.isEmpty();
    }

    /** A progress message while a file is being opened. */
    Optional<String> busyWith() {
        return Optional.ofNullable(busyWith).map(file -> "Opening " + file.getFileName() + "...");
    }

    @Override
    public void close() {
        thread.shutdownNow();
        for (Result result : results) {
            if (result instanceof Opened opened) {
                opened.subject().close();
            }
        }
    }
}
