package io.fieldwork.samples.kind;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job with its data read and its parameters in memory: what every command needs of every kind of job. Abilities that not every kind has
 * are absent unless a kind gives them.
 */
public interface Session extends AutoCloseable {
    /** Opens jobs; {@link Job#open} is the one that programs use. */
    interface Opener {
        /**
         * Reads the data and builds what is trained.
         *
         * @param job what to open
         * @param manager of the device to use; it must outlive the session
         * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
         * @return a session at step 0
         */
        Session open(Job job, NDManager manager, @Nullable String kernels);
    }

    /**
     * What is trained.
     *
     * @return task and optimiser; owned by this session
     */
    TrainingSession<?> training();

    /**
     * How the end of a run is told.
     *
     * @return the phrases of this kind
     */
    Wording wording();

    /**
     * What it learns from.
     *
     * @return one line for people
     */
    String data();

    /**
     * Changes whenever the data do.
     *
     * @return SHA-256 in hexadecimal
     */
    String fingerprint();

    /**
     * Measures the parameters as they are.
     *
     * @param split which part of the data
     * @param pictures how many views to picture
     * @param gallery takes the pictures
     * @return final numbers such as {@code psnr} or {@code relativeL2}; empty if the data have no such part
     */
    Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery);

    /**
     * Trainable numbers.
     *
     * @return how many
     */
    default long parameters() {
        return training().parameters();
    }

    /**
     * A trainer of this session.
     *
     * @param checkpoint file to save to
     * @param listeners who watches
     * @return a trainer at step 0
     */
    default Trainer<?> trainer(Path checkpoint, List<TrainListener> listeners) {
        return training().trainer(checkpoint, listeners);
    }

    /**
     * A quick look at the parameters as they are.
     *
     * @return a small picture, if there is something to see
     */
    default Optional<ReportImage> preview() {
        return Optional.empty();
    }

    /**
     * The ability to be looked at in the viewer.
     *
     * @return nothing unless the kind has it
     */
    default Optional<Viewing> viewing() {
        return Optional.empty();
    }

    /**
     * The ability to be drawn into files.
     *
     * @return nothing unless the kind has it
     */
    default Optional<Rendering> rendering() {
        return Optional.empty();
    }

    /**
     * The ability to be tabulated for other programs.
     *
     * @param options where, and what beside the solution
     * @return nothing unless the kind has it
     * @throws io.fieldwork.fields.tensor.UserError if the options do not fit what was solved
     */
    default Optional<Export> export(ExportOptions options) {
        return Optional.empty();
    }

    /**
     * The ability to be turned into a grid that is drawn in real time.
     *
     * @return nothing unless the kind has it
     */
    default Optional<Baking> baking() {
        return Optional.empty();
    }

    @Override
    default void close() {
        training().close();
    }
}
