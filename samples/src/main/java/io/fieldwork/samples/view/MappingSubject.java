package io.fieldwork.samples.view;

import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.render.viewer.Panel;
import io.fieldwork.samples.run.Mapped;
import io.fieldwork.samples.run.TrainedRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A map from functions to functions, tried on a sample that a panel chooses: input, truth, prediction and error, and the frames of a
 * trajectory. A run that is still trained is tried again with each checkpoint.
 */
public final class MappingSubject implements Exhibited, Settling {
    private final String title;
    private final Mapped mapped;
    private final SamplePanel panel;
    private final WatchedRun run;
    private final Exhibition exhibition;

    private MappingSubject(String title, TrainedRun trained, Mapped mapped) {
        this.title = title;
        this.mapped = mapped;
        SequencedMap<String, Integer> counts = new LinkedHashMap<>();
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            int count = mapped.samples(split).count();
            if (count > 0) {
                counts.put(split.toString(), count);
            }
        }
        this.panel = new SamplePanel(counts, this::again);
        this.exhibition = new Exhibition(tried(panel.choice()));
        this.run = new WatchedRun(trained);
    }

    /**
     * The operator of a run.
     *
     * @param title a few words
     * @param trained a run whose session maps functions; closed with the subject
     * @param mapped its session
     * @return the subject
     */
    static MappingSubject of(String title, TrainedRun trained, Mapped mapped) {
        MappingSubject subject = new MappingSubject(title, trained, mapped);
        subject.run.follow(subject::publish);
        return subject;
    }

    private void again() {
        run.execute(this::publish);
    }

    private void publish() {
        exhibition.publish(tried(panel.choice()));
    }

    private Gallery tried(SamplePanel.Choice choice) {
        DataSet samples = mapped.samples(Split.of("part", choice.split()));
        float[] prediction = mapped.trial(samples).predictions(choice.sample(), choice.sample() + 1);
        return new Samples(samples, choice.split(), choice.sample()).gallery(prediction);
    }

    @Override
    public void settle() {
        Settling.await(run.execute(() -> {}));
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Exhibition exhibition() {
        return exhibition;
    }

    @Override
    public List<Panel> panels() {
        return List.of(panel, run);
    }

    @Override
    public void close() {
        run.close();
    }
}
