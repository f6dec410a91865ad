package io.fieldwork.samples.batch;

import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.SweepJob;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a worker is told to do: one job, all that there is to know of it.
 *
 * @param all the folder of all jobs, absolute
 * @param name of the job's folder in it
 * @param configuration the complete configuration as YAML
 * @param until the step after which it pauses; 0 for its own end
 */
public record Order(String all, String name, String configuration, long until) {
    private static final JsonMapper JSON = new JsonMapper();

    static Order of(Path all, SweepJob job, long until) {
        String yaml = Configuration.complete(job.configuration().job());
        return new Order(all.toAbsolutePath().toString(), job.name(), yaml, until);
    }

    JobFolder folder() {
        return new JobFolder(Path.of(all), name);
    }

    /** One line of JSON. */
    String line() {
        return JSON.writeValueAsString(this);
    }

    static Order read(String line) throws JacksonException {
        return JSON.readValue(line, Order.class);
    }
}
