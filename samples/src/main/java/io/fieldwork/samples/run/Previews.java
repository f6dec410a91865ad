package io.fieldwork.samples.run;

import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;

/**
 * A listener that writes a small picture of the present state to {@code images/preview.png} at intervals. What a picture costs
 * tells what the evaluation will.
 */
final class Previews implements TrainListener {
    private static final int FEWEST = 3;

    private final RunFolder run;
    private final Session session;
    private final EvaluationTime evaluation;
    private final double every;
    private double last = Double.NaN;

    /** Previews at the interval of the options, and at least {@value #FEWEST} in a time that is limited. */
    Previews(RunFolder run, Session session, Job job, EvaluationTime evaluation) {
        this.run = run;
        this.session = session;
        this.evaluation = evaluation;
        double wanted = job.output().previewSeconds();
        this.every = wanted > 0 ? Math.min(wanted, 60 * job.train().minutes() / (FEWEST + 1)) : 0;
    }

    @Override
    public void onStep(StepReport report) {
        double seconds = report.progress().seconds();
        if (Double.isNaN(last)) {
            last = seconds;
        }
        if (every > 0 && seconds - last >= every) {
            last = seconds;
            long start = System.nanoTime();
            session.preview().ifPresent(picture -> {
                picture.write(run.images());
                evaluation.previewTook((System.nanoTime() - start) * 1e-9);
            });
        }
    }
}
