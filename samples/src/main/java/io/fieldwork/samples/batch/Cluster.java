package io.fieldwork.samples.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Other machines, on which worker processes answer orders as a {@link WorkerLoop} does. */
public interface Cluster extends AutoCloseable {
    /**
     * {@return the line that a worker answers to an order, after its job; may be called by many threads}
     *
     * @param job name of the job, unique in the sweep
     * @param order one line
     * @throws IOException if no worker came to an end with it, with the reason in words
     */
    String run(String job, String order) throws IOException;

    /** Asks a job to end soon, with a checkpoint, or not to begin. Its {@link #run} may end before the job. */
    void cancel(String job);

    @Override
    void close();

    /** What knows such machines; found by {@link java.util.ServiceLoader}. */
    interface Engine {
        /**
         * {@return the machines}
         *
         * @param needs of all jobs
         * @throws io.fieldwork.fields.tensor.UserError if they cannot be reached
         */
        Cluster connect(Needs needs);
    }

    /**
     * What all jobs need.
     *
     * @param master address of the machine that knows the others
     * @param name of the sweep
     * @param jobs at a time at most
     * @param memory of each, GiB
     * @param device of each unless the cluster gives it one
     * @param command that starts a worker where it is needed; {@code --device} and what follows is appended
     * @param logs absolute folder for what workers say beside their answers, which all machines see
     */
    record Needs(String master, String name, int jobs, double memory, String device, List<String> command, Path logs) {
        /** Copies the words of the command. */
        public Needs {
            command = List.copyOf(command);
        }
    }
}
