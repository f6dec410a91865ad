package io.fieldwork.render.viewer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages for the user, each shown for some seconds after it was last posted. */
final class Messages {
    private static final double SECONDS = 8;
    private static final int MOST = 3;

    private final Map<String, Double> left = new LinkedHashMap<>();

    void tell(String sentence) {
        left.remove(sentence);
        left.put(sentence, SECONDS);
    }

    /** Posts the message of an exception. */
    void tell(String where, Throwable thrown) {
        tell(where + ": " + reason(thrown));
    }

    /** A sentence about an exception. */
    static String reason(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    /** Advances in time. */
    void advance(double seconds) {
        left.replaceAll((sentence, rest) -> rest - seconds);
        left.values().removeIf(rest -> rest < 0);
    }

    /** The visible messages, the latest ones. */
    List<String> shown() {
        List<String> all = new ArrayList<>(left.keySet());
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }
}
