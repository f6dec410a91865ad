package io.fieldwork.samples.run;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.samples.config.Job;
import io.fieldwork.samples.config.OperatorJob;
import io.fieldwork.samples.config.PinnJob;
import io.fieldwork.samples.config.RadianceJob;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Picture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job with its data read and its parameters in memory: what every command needs of every kind of job. */
public interface Session extends AutoCloseable {
    /** Opens jobs; {@link Session#open} is the one that programs use. */
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
     * Opens a job of any kind.
     *
     * @param job what to open
     * @param manager of the device to use; it must outlive the session
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @return a session at step 0
     */
    static Session open(Job job, NDManager manager, @Nullable String kernels) {
        return switch (job) {
            case RadianceJob radiance -> PhotoSession.open(radiance, manager, kernels);
            case PinnJob pinn -> EquationSession.open(pinn, manager, kernels);
            case OperatorJob operator -> MappingSession.open(operator, manager, kernels);
        };
    }

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
     * Trainable numbers.
     *
     * @return how many
     */
    long parameters();

    /**
     * A trainer of this session.
     *
     * @param checkpoint file to save to
     * @param listeners who watches
     * @return a trainer at step 0
     */
    Trainer<?> trainer(Path checkpoint, List<TrainListener> listeners);

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
     * A quick look at the parameters as they are.
     *
     * @return a small picture, if there is something to see
     */
    Optional<Picture> preview();

    @Override
    void close();
}
