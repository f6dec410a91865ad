package io.fieldwork.samples.kind;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.samples.report.Exhibit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session: a job with its data and parameters in memory, the interface of commands to all kinds of job. Abilities
 * that not every kind has are absent unless a kind gives them.
 */
public interface Session extends AutoCloseable {
    /** An opener of jobs; {@link Job#open} is the usual one. */
    interface Opener {
        /** {@return a job as a session at step 0, with its data read and its parts built, as {@link Job#open} does} */
        Session open(Job job, NDManager manager, @Nullable String kernels);
    }

    /** {@return the training session with task and optimiser, owned by this session} */
    TrainingSession<?> training();

    /** {@return this kind's wording of a run's results} */
    Wording wording();

    /** {@return a description of the data in one line} */
    String data();

    /** {@return the fingerprint of the data, a hexadecimal SHA-256} */
    String fingerprint();

    /**
     * Measures the present parameters.
     *
     * @param split part of the data
     * @param pictures number of pictures
     * @param gallery takes the pictures
     * @return final numbers such as {@code psnr} or {@code relativeL2}; empty if the data have no such part
     */
    Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery);

    /** {@return in words, how {@link #evaluate} measures, where a reader of its numbers must know; empty if it goes without saying} */
    default Optional<String> protocol() {
        return Optional.empty();
    }

    /**
     * Writes what the kind leaves in the folder of a run beside numbers and pictures, at its end; by default nothing.
     *
     * @throws io.fieldwork.fields.tensor.UserError if it cannot be written
     */
    default void write(Path folder) {}

    /**
     * {@return a trainer of this session at step 0 that saves to a file; listeners are called on the training thread}
     */
    default Trainer<?> trainer(Path checkpoint, List<TrainListener> listeners) {
        return training().trainer(checkpoint, listeners);
    }

    /** {@return what a user should know about training so far, one sentence each, and is not told again} */
    default List<String> notices() {
        return List.of();
    }

    /**
     * {@return a sentence that says why the present parameters are no result, if the kind can tell}
     *
     * @param stalled whether training ended because the optimiser found no lower loss
     */
    default Optional<String> doubt(boolean stalled) {
        return Optional.empty();
    }

    /** {@return a small picture at the present parameters, if the kind has one} */
    default Optional<Exhibit> preview() {
        return Optional.empty();
    }

    /** {@return how many times the work of a preview the evaluation of the test data is; 0 if that is not known} */
    default double evaluationInPreviews() {
        return 0;
    }

    /** {@return the ability to be looked at in the viewer, if the kind has it} */
    default Optional<Viewing> viewing() {
        return Optional.empty();
    }

    /** {@return the ability to be drawn into files, if the kind has it} */
    default Optional<Rendering> rendering() {
        return Optional.empty();
    }

    /**
     * {@return the ability to be tabulated for other programs, if the kind has it}
     *
     * @throws io.fieldwork.fields.tensor.UserError if the options do not fit the problem
     */
    default Optional<Export> export(ExportOptions options) {
        return Optional.empty();
    }

    /** {@return the ability to give a surface as triangles, if the kind has it} */
    default Optional<Meshing> meshing() {
        return Optional.empty();
    }

    /** {@return the ability to be evaluated at what a user's file holds, if the kind has it} */
    default Optional<Predicting> predicting() {
        return Optional.empty();
    }

    /** {@return the ability to be turned into a grid that is drawn in real time, if the kind has it} */
    default Optional<Baking> baking() {
        return Optional.empty();
    }

    @Override
    default void close() {
        training().close();
    }
}
