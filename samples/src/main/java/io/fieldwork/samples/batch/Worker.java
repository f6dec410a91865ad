package io.fieldwork.samples.batch;

/** What does jobs, one after another. A worker that has crashed does no more. */
public interface Worker extends AutoCloseable {
    /** {@return how a job ended, after it has; an exception of the job is no exception of this method} */
    Outcome run(Order order);

    /** Asks the job in progress to end soon, with a checkpoint, and takes no more; may be called from any thread. */
    void stop();

    @Override
    void close();

    /** Makes workers. */
    interface Source {
        /**
         * {@return a new worker}
         *
         * @param number of it among those that work at a time, from 0
         */
        Worker open(int number);

        /** {@return bytes that all jobs at a time may need; by default nine tenths of what this machine has free} */
        default long memory() {
            return (long) (0.9 * ProcessMemory.available());
        }
    }
}
