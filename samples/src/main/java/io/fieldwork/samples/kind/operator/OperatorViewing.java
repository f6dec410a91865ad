package io.fieldwork.samples.kind.operator;

import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.plot.Galleries;
import io.fieldwork.samples.plot.Gallery;
import io.fieldwork.samples.view.GallerySubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * An operator in the viewer, tried on a sample that a panel chooses: input, truth, prediction and error, and the frames
 * of a trajectory.
 */
record OperatorViewing(OperatorRun session) implements Viewing {
    @Override
    public Subject subject(String title, WatchedSession run) {
        SamplePanel panel = new SamplePanel(counts());
        GallerySubject subject = GallerySubject.watched(title, tried(panel.choice()), List.of(panel, run), run);
        Runnable again = () -> subject.publish(tried(panel.choice()));
        panel.onChange(() -> run.execute(again));
        run.follow(again);
        return subject;
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
        SampleFigures figures = new SampleFigures(samples, choice.sample(), prediction);
        return figures.onLine()
                ? Galleries.of(figures.line())
                : maps(figures, choice.split() + " sample " + choice.sample());
    }

    /** Four maps, which move if the channels follow each other in time, or a mode for each channel. */
    private static Gallery maps(SampleFigures figures, String title) {
        int channels = figures.channels();
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        List<Double> times = List.of();
        if (figures.moves()) {
            times = IntStream.rangeClosed(1, channels).mapToObj(Double::valueOf).toList();
            modes.put("sample", n -> map(figures, n, "%s, frame %d of %d".formatted(title, n + 1, channels)));
        } else {
            for (int c = 0; c < channels; c++) {
                int channel = c;
                modes.put(channels == 1 ? "sample" : "channel " + (c + 1), n -> map(figures, channel, title));
            }
        }
        return new Gallery(modes, times, Galleries.SQUARE);
    }

    private static Gallery.View map(SampleFigures figures, int channel, String title) {
        String error = Numbers.brief(figures.error(channel));
        return Gallery.View.of(figures.maps(channel, title + ": relative L2 error " + error));
    }
}
