package io.fieldwork.samples.kind.operator;

import io.fieldwork.render.viewer.Panel;
import io.fieldwork.render.viewer.Ui;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** Lets the user choose a sample of the data. */
final class SamplePanel implements Panel {
    private final List<String> splits;
    private final SequencedMap<String, Integer> counts;
    private Runnable changed = () -> {};
    private volatile Choice choice;

    /** A sample of some part of the data by its number. */
    record Choice(String split, int sample) {}

    /** The first sample of the first part; {@code counts} has the samples of each part, all above 0. */
    SamplePanel(SequencedMap<String, Integer> counts) {
        this.counts = counts;
        this.splits = List.copyOf(counts.keySet());
        this.choice = new Choice(splits.getFirst(), 0);
    }

    /** Calls {@code work} from now on when the user chose another. */
    void onChange(Runnable work) {
        changed = work;
    }

    Choice choice() {
        return choice;
    }

    @Override
    public String title() {
        return "Sample";
    }

    @Override
    public void draw(Ui ui) {
        Choice now = choice;
        String split = splits.get(ui.choice("part", splits, splits.indexOf(now.split())));
        int last = Objects.requireNonNull(counts.get(split)) - 1;
        int sample = Math.min(now.sample(), last);
        if (last > 0) {
            sample = (int) Math.round(ui.slider("number", sample, 0, last));
        }
        Choice wanted = new Choice(split, sample);
        if (!wanted.equals(now)) {
            choice = wanted;
            changed.run();
        }
    }
}
