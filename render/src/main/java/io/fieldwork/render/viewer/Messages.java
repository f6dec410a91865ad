package io.fieldwork.render.viewer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sentences for the user, each shown for some seconds after it was last said. */
final class Messages {
    private static final double SECONDS = 8;
    private static final int MOST = 3;

    private final Map<String, Double> left = new LinkedHashMap<>();

    void tell(String sentence) {
        left.remove(sentence);
        left.put(sentence, SECONDS);
    }

    /** Says what went wrong, in the words of what was thrown. */
    void tell(String where, Throwable thrown) {
        tell(where + ": " + reason(thrown));
    }

    /** A sentence of what was thrown. */
    static String reason(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    /** Lets time go by. */
    void advance(double seconds) {
        left.replaceAll((sentence, rest) -> rest - seconds);
        left.values().removeIf(rest -> rest < 0);
    }

    /** Those that are shown, the last ones said. */
    List<String> shown() {
        List<String> all = new ArrayList<>(left.keySet());
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }
}
