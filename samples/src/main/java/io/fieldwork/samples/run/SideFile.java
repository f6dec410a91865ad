package io.fieldwork.samples.run;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.samples.report.MetricsLog;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A file that is written beside the checkpoint: if it cannot be, training goes on without it, after one warning. */
final class SideFile implements TrainListener, AutoCloseable {
    private final Consumer<String> warn;
    private @Nullable TrainListener writer;

    private SideFile(Consumer<String> warn) {
        this.warn = warn;
    }

    /** Opens the file now. */
    static SideFile of(Consumer<String> warn, Supplier<? extends TrainListener> opening) {
        SideFile file = new SideFile(warn);
        attempt(warn, () -> file.writer = opening.get());
        return file;
    }

    /** Writes a file, or says why it cannot be written; says whether it was. */
    static boolean attempt(Consumer<String> warn, Runnable writing) {
        try {
            writing.run();
            return true;
        } catch (UserError e) {
            warn.accept("Warning: " + e.getMessage());
            return false;
        }
    }

    @Override
    public void onStep(StepReport report) {
        TrainListener open = writer;
        if (open != null && !attempt(warn, () -> open.onStep(report))) {
            close();
        }
    }

    @Override
    public void close() {
        if (writer instanceof MetricsLog log) {
            attempt(warn, log::close);
        }
        writer = null;
    }
}
