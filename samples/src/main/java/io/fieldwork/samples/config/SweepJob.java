package io.fieldwork.samples.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One job of a sweep.
 *
 * @param name of its run folder, unique in the sweep
 * @param keys that the sweep gives it, with their values as text
 * @param configuration the job
 */
public record SweepJob(String name, Map<String, String> keys, Configuration configuration) {
    /** Copies the keys. */
    public SweepJob {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }
}
