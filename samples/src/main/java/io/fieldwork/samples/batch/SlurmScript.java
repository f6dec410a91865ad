package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.config.Sweep;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A script for Slurm's {@code sbatch}: an array of tasks, each of which runs one job of a sweep by its number. Folder, file and
 * program must lie where all nodes see them.
 *
 * @param sweep the jobs
 * @param arguments of this command, a word each
 * @param folder of all runs
 * @param workers tasks at a time
 */
public record SlurmScript(Sweep sweep, List<String> arguments, Path folder, int workers) {
    /** Refuses a sweep whose jobs must wait for one another. */
    public SlurmScript {
        if (sweep.halving().isPresent()) {
            throw new UserError("--slurm cannot halve, because tasks of an array do not wait for one another;"
                    + " leave out the key halving.");
        }
    }

    /** {@return the script} */
    public String text() {
        String launcher = System.getenv().getOrDefault("FIELDWORK_LAUNCHER", "fieldwork");
        Path all = folder.toAbsolutePath().normalize();
        return """
                #!/bin/sh
                #SBATCH --job-name="%s"
                #SBATCH --array=0-%d%%%d
                #SBATCH --cpus-per-task=1
                #SBATCH --mem=%dM
                #SBATCH --requeue
                #SBATCH --open-mode=append
                #SBATCH --chdir="%s"
                #SBATCH --output="%s"
                # Submit it with sbatch; a task that is repeated goes on from its last checkpoint. The table of all:
                #   %s results %s
                FIELDWORK_JAVA_OPTS="-XX:ActiveProcessorCount=${SLURM_CPUS_PER_TASK:-1} ${FIELDWORK_JAVA_OPTS-}"
                OMP_NUM_THREADS=${SLURM_CPUS_PER_TASK:-1}
                export FIELDWORK_JAVA_OPTS OMP_NUM_THREADS
                exec %s %s --out %s --job "$SLURM_ARRAY_TASK_ID"
                """.formatted(
                        sweep.name(),
                        sweep.jobs().size() - 1,
                        workers,
                        (long) Math.ceil(1024 * sweep.memory()),
                        Path.of("").toAbsolutePath(),
                        all.resolveSibling(all.getFileName() + "-%A_%a.out"),
                        quoted(launcher),
                        quoted(all.toString()),
                        quoted(launcher),
                        arguments.stream().map(SlurmScript::quoted).collect(Collectors.joining(" ")),
                        quoted(all.toString()));
    }

    /** A word as a shell takes it whole. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=:,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
