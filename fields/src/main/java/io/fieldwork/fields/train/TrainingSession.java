package io.fieldwork.fields.train;

import io.fieldwork.fields.train.optimizer.Optimizer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task in memory with the optimiser that changes its parameters, ready to be trained.
 *
 * @param <B> one batch of the task
 */
public interface TrainingSession<B> extends AutoCloseable {
    /** {@return the task, which this session owns} */
    Task<B> task();

    /** {@return the optimiser, which this session owns} */
    Optimizer optimizer();

    /** {@return the limits and learning rates of training, complete} */
    TrainOptions schedule();

    /**
     * {@return a trainer of this session at step 0}
     *
     * @param checkpoint file to save to, or null for none
     * @param listeners called on the training thread
     */
    default Trainer<B> trainer(@Nullable Path checkpoint, List<TrainListener> listeners) {
        return new Trainer<>(task(), optimizer(), schedule(), checkpoint, listeners);
    }

    /** {@return the total size of the trainable parameters as they are now} */
    default long parameters() {
        return task().parameters().stream().mapToLong(p -> p.value().size()).sum();
    }

    @Override
    void close();
}
