package io.fieldwork.samples.run;

import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;

/** A listener that writes a small picture of the present state to {@code images/preview.png} at intervals. */
final class Previews implements TrainListener {
    private final RunFolder run;
    private final Session session;
    private final double every;
    private double last = Double.NaN;

    Previews(RunFolder run, Session session, OutputOptions options) {
        this.run = run;
        this.session = session;
        this.every = options.previewSeconds();
    }

    @Override
    public void onStep(StepReport report) {
        double seconds = report.progress().seconds();
        if (Double.isNaN(last)) {
            last = seconds;
        }
        if (every > 0 && seconds - last >= every) {
            last = seconds;
            session.preview().ifPresent(picture -> picture.write(run.images()));
        }
    }
}
