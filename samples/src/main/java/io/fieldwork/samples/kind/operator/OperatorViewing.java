package io.fieldwork.samples.kind.operator;

import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.plot.Exhibition;
import io.fieldwork.samples.plot.Gallery;
import io.fieldwork.samples.view.GallerySubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * An operator in the viewer, tried on a sample that a panel chooses: input, truth, prediction and error, and the frames of a trajectory.
 *
 * @param session the operator and its data
 */
record OperatorViewing(OperatorRun session) implements Viewing {
    @Override
    public Subject subject(String title, WatchedSession run) {
        SamplePanel panel = new SamplePanel(counts());
        Exhibition exhibition = new Exhibition(tried(panel.choice()));
        Runnable again = () -> exhibition.publish(tried(panel.choice()));
        panel.onChange(() -> run.execute(again));
        run.follow(again);
        return GallerySubject.watched(title, exhibition, List.of(panel, run), run);
    }

    private SequencedMap<String, Integer> counts() {
        SequencedMap<String, Integer> counts = new LinkedHashMap<>();
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            int count = session.samples(split).count();
            if (count > 0) {
                counts.put(split.toString(), count);
            }
        }
        return counts;
    }

    private Gallery tried(SamplePanel.Choice choice) {
        DataSet samples = session.samples(Split.of("part", choice.split()));
        float[] prediction = session.evaluation(samples).predictions(choice.sample(), choice.sample() + 1);
        return new SampleGallery(samples, choice.split(), choice.sample()).gallery(prediction);
    }
}
