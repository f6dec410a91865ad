package io.fieldwork.samples.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * The known kinds of job, with the opener of their jobs.
 *
 * @param jobs by the value of the key {@code kind}, in the order in which errors name them
 * @param opener opens their jobs
 * @param presets by kind, what fills keys into a whole configuration before it is read, where a good default of one block
 * depends on others
 */
public record JobKinds(
        SequencedMap<String, Class<? extends Job>> jobs,
        Session.Opener opener,
        Map<String, Consumer<ObjectNode>> presets) {
    /** Copies the maps. */
    public JobKinds {
        jobs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(jobs));
        presets = Map.copyOf(presets);
    }

    /**
     * {@return kinds whose jobs open themselves, records with the value of the key {@code kind} as {@link
     * JsonTypeName}, in this order}
     */
    @SafeVarargs
    public static JobKinds of(Class<? extends Job>... jobs) {
        SequencedMap<String, Class<? extends Job>> named = new LinkedHashMap<>();
        for (Class<? extends Job> job : jobs) {
            named.put(job.getAnnotation(JsonTypeName.class).value(), job);
        }
        return new JobKinds(named, Job::open, Map.of());
    }

    /** {@return the same kinds, one of them with a preset} */
    public JobKinds preset(String kind, Consumer<ObjectNode> preset) {
        Map<String, Consumer<ObjectNode>> all = new HashMap<>(presets);
        all.put(kind, preset);
        return new JobKinds(jobs, opener, all);
    }
}
