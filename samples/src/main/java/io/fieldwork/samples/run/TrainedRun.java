package io.fieldwork.samples.run;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained run at its last checkpoint, to be measured or shown.
 *
 * @param folder of the run
 * @param compute the device it was loaded to
 * @param manager owner of everything on the device
 * @param session the job with the parameters of the checkpoint
 * @param progress of training at the checkpoint
 */
public record TrainedRun(RunFolder folder, Compute compute, NDManager manager, Session session, Progress progress)
        implements AutoCloseable {
    /**
     * Loads a run.
     *
     * @param path its folder
     * @param device as {@link Compute#choose} takes it
     * @param kinds of job that it may be
     * @return the run
     * @throws UserError if it is no run folder, or holds no checkpoint
     */
    public static TrainedRun open(Path path, String device, JobKinds kinds) {
        return open(
                path, device, kinds, (folder, job, manager) -> kinds.opener().open(job, manager, null));
    }

    /**
     * {@return a run to be applied to new inputs, which may need none of its data, loaded as {@link #open} does}
     *
     * @throws UserError as {@link #open} does
     */
    public static TrainedRun openToPredict(Path path, String device, JobKinds kinds) {
        return open(
                path, device, kinds, (folder, job, manager) -> job.openToPredict(manager, null, folder.checkpoint()));
    }

    /** Makes the session of a job. */
    private interface Opener {
        Session open(RunFolder folder, Job job, NDManager manager);
    }

    private static TrainedRun open(Path path, String device, JobKinds kinds, Opener opener) {
        RunFolder folder = RunFolder.open(path);
        if (!Files.exists(folder.checkpoint())) {
            throw new UserError(path + " holds no checkpoint yet; train it first, or go on with --resume.");
        }
        Job job = configuration(folder, kinds).job();
        Compute compute = Compute.choose(device);
        NDManager manager = NDManager.newBaseManager(compute.device());
        try {
            Session session = opener.open(folder, job, manager);
            return new TrainedRun(folder, compute, manager, session, loaded(folder, session));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static Progress loaded(RunFolder folder, Session session) {
        Trainer<?> trainer = session.trainer(folder.checkpoint(), List.of());
        trainer.resume(folder.checkpoint());
        return trainer.progress();
    }

    /**
     * {@return progress of training at the checkpoint, which is loaded again because training may have written it anew}
     *
     * @throws UserError if it cannot be read
     */
    public Progress reload() {
        return loaded(folder, session);
    }

    /** {@return the configuration of a run, one of some kinds of job, read from its {@code config.yaml}} */
    public static Configuration configuration(RunFolder folder, JobKinds kinds) {
        String name = String.valueOf(folder.path().toAbsolutePath().normalize().getFileName());
        return Configuration.of(kinds, folder.config().toString(), name, folder.read(folder.config()));
    }

    @Override
    public void close() {
        session.close();
        manager.close();
    }
}
