package io.fieldwork.fields.tensor;

import java.util.Map;

/**
 * The levels at which libraries below speak, where SLF4J is bound to {@code slf4j-simple}: the file that says so is one of several of
 * its name on a class path, of which the first is taken. What a program has set stays.
 */
public final class Logging {
    private static final String SIMPLE = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** Sets the levels and keeps SLF4J from warning of several bindings or none; called before a library is loaded. */
    public static void quiet() {
        Map<String, String> levels = Map.of(
                "slf4j.internal.verbosity",
                "ERROR",
                SIMPLE + "log.ai.djl",
                "warn",
                SIMPLE + "log.ai.djl.util.cuda",
                "error",
                SIMPLE + "log.io.jhdf",
                "error");
        levels.forEach(Logging::preset);
        if (System.getProperty(SIMPLE + "defaultLogLevel") == null) {
            preset(SIMPLE + "log.io.fieldwork", "warn");
        }
    }

    private static void preset(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
