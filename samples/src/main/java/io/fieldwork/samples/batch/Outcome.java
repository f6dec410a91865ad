package io.fieldwork.samples.batch;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a worker's job ended.
 *
 * @param end of the job
 * @param reason in words of one that failed or crashed; else empty
 * @param memory bytes that the worker has needed at most so far; 0 if that is unknown, {@link #TOO_MUCH} if the system ended it for that
 */
public record Outcome(End end, String reason, long memory) {
    /** More memory than there was. */
    static final long TOO_MUCH = -1;

    private static final JsonMapper JSON = new JsonMapper();

    /** The ends of a job. */
    public enum End {
        /** Training ended by itself, well or not; the run folder says how. */
        ENDED,
        /** It reached the step at which it was to pause. */
        PAUSED,
        /** It was asked to end before, and has written a checkpoint. */
        INTERRUPTED,
        /** It cannot be done, which another try would not change. */
        FAILED,
        /** The worker broke while it did it. */
        CRASHED
    }

    static Outcome of(End end) {
        return new Outcome(end, "", ProcessMemory.peak());
    }

    static Outcome failed(String reason) {
        return new Outcome(End.FAILED, reason, ProcessMemory.peak());
    }

    static Outcome crashed(String reason) {
        return new Outcome(End.CRASHED, reason, ProcessMemory.peak());
    }

    /** One line of JSON. */
    String line() {
        return JSON.writeValueAsString(this);
    }

    static Outcome read(String line) throws JacksonException {
        return JSON.readValue(line, Outcome.class);
    }
}
