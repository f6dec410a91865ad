package io.fieldwork.samples.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The known kinds of job, with the opener of their jobs.
 *
 * @param jobs by the value of the key {@code kind}, in the order in which errors name them
 * @param opener opens their jobs
 */
public record JobKinds(SequencedMap<String, Class<? extends Job>> jobs, Session.Opener opener) {
    /** Copies the map. */
    public JobKinds {
        jobs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(jobs));
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
        return new JobKinds(named, Job::open);
    }
}
