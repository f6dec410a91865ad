package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sweep, many jobs of one file; {@code kind: sweep} of a YAML file: {@code base} names a configuration or a list of them (shipped
 * ones, or paths from the file) and {@code set} overrides keys of all. Its jobs are every combination of the bases, of
 * {@code grid} (keys with lists of values, or a list of such blocks, whose combinations are joined), of {@code cases} (a list
 * of blocks of keys, or titles with a block each), of {@code random} and {@code hypercube} points (see {@link SweepSpace}) and
 * of {@code seeds}; those that {@code only} or {@code skip} leave out are no jobs, and those that {@code first} names run
 * first. Each is the run that {@code train} makes of the base with the same {@code --set}. An {@link Ablation} is a sweep,
 * too.
 *
 * @param name the shipped name, or the file's name without its ending
 * @param jobs in the order in which they run
 * @param memory GiB that one job is expected to need, before any has been measured
 * @param halving which jobs are given up early; none by default
 */
public record Sweep(String name, List<SweepJob> jobs, double memory, Optional<Halving> halving) {
    /** Value of the key {@code kind}. */
    static final String KIND = "sweep";

    private static final List<String> RESERVED = List.of("logs", "previous_runs");

    /** The memory of a job of which nothing is known, GiB. */
    static final double MEMORY = 2;

    /** Checks every job, and that it has a name of its own. */
    public Sweep {
        jobs = List.copyOf(jobs);
        Map<String, SweepJob> taken = new HashMap<>();
        for (SweepJob job : jobs) {
            if (RESERVED.contains(job.name())) {
                throw new UserError("A job would have the name " + job.name()
                        + ", which the folder of a sweep has for something else; choose another title.");
            }
            SweepJob other = taken.put(job.name(), job);
            if (other != null) {
                throw twice(job, jobs);
            }
        }
        jobs.forEach(job -> job.configuration().job());
    }

    private static UserError twice(SweepJob job, List<SweepJob> jobs) {
        long count = jobs.stream().filter(one -> one.name().equals(job.name())).count();
        String keys =
                job.keys().isEmpty() ? "" : " (" + String.join(", ", job.keys().keySet()) + ")";
        return new UserError(count + " jobs would have the name " + job.name() + keys
                + "; give each value once, and cases titles that differ.");
    }

    /**
     * Reads a file, or the shipped sweep or ablation of that name.
     *
     * @param kinds of job that its jobs may be
     * @param file path of a YAML file, or a name that {@code fieldwork list sweeps} shows
     * @param given what else is overridden in all bases
     * @return the sweep, every job checked
     * @throws UserError if there is no such file or name, or a job is no valid configuration
     */
    public static Sweep load(JobKinds kinds, String file, UnaryOperator<Configuration> given) {
        Path path = Path.of(file);
        if (Files.isRegularFile(path)) {
            return of(BatchFile.of(kinds, path), given);
        }
        return Shipped.sweep(file)
                .or(() -> Shipped.ablation(file))
                .map(yaml -> of(BatchFile.of(kinds, file + ".yaml", null, file, yaml), given))
                .orElseThrow(() -> new UserError("There is no sweep '" + file + "'"
                        + Nearest.hint("shipped one", file, Shipped.sweeps().keySet())));
    }

    private static Sweep of(BatchFile file, UnaryOperator<Configuration> given) {
        return file.isOf(Ablation.KIND) ? of(Ablation.of(file, given)) : new SweepReader(file, given).read();
    }

    private static Sweep of(Ablation ablation) {
        List<SweepJob> jobs = ablation.cases().stream()
                .map(one -> new SweepJob(one.folder(), Map.of(), one.configuration()))
                .collect(Collectors.toList());
        return new Sweep(ablation.name(), jobs, MEMORY, Optional.empty());
    }

    /** {@return the same jobs with other limits in the place of every job's own, where they are not null} */
    public Sweep limited(@Nullable Long steps, @Nullable Double minutes) {
        List<SweepJob> limited = jobs.stream()
                .map(job ->
                        new SweepJob(job.name(), job.keys(), job.configuration().limited(steps, minutes)))
                .toList();
        return new Sweep(name, limited, memory, halving);
    }
}
