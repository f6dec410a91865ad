package io.fieldwork.samples.device;

import java.util.List;
import java.util.Map;

/**
 * How a part ended.
 *
 * @param part the part
 * @param state its end
 * @param seconds that it took
 * @param hostMiB most memory of its process, 0 if that is not known
 * @param deviceMiB most memory of all devices in use meanwhile, 0 if that is not known
 * @param numbers of a training: {@code steps}, {@code seconds}, {@code stepsPerSecond} and its metrics; empty for other parts
 * @param lines what it printed
 */
public record Outcome(
        Part part,
        State state,
        double seconds,
        long hostMiB,
        long deviceMiB,
        Map<String, Object> numbers,
        List<String> lines) {
    /** The ends of a part. */
    public enum State {
        /** With success. */
        DONE("done"),
        /** With another exit code than 0. */
        FAILED("failed"),
        /** Its time was over; what it had found stands. */
        CUT_OFF("cut off"),
        /** No time was left for it. */
        NOT_STARTED("not started");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static Outcome notStarted(Part part) {
        return new Outcome(part, State.NOT_STARTED, 0, 0, 0, Map.of(), List.of());
    }
}
