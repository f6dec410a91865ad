package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Numbers;
import io.fieldwork.render.figure.Range;

/** The panel of the timeline: play, step, scrub. */
final class TimePanel implements Panel {
    private static final double SLOWEST = 1;
    private static final double FASTEST = 120;

    private final Timeline timeline;

    TimePanel(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public String title() {
        return "Time";
    }

    @Override
    public void draw(Ui ui) {
        if (ui.button(timeline.isPlaying() ? "Pause time" : "Play time")) {
            timeline.play(!timeline.isPlaying());
        }
        ui.beside();
        if (ui.button("<")) {
            timeline.step(-1);
        }
        ui.beside();
        if (ui.button(">")) {
            timeline.step(1);
        }
        ui.beside();
        timeline.loop(ui.toggle("loop", timeline.isLooping()));
        ui.beside();
        if (ui.button("-")) {
            timeline.rate(Math.max(SLOWEST, timeline.rate() / 2));
        }
        ui.beside();
        if (ui.button("+")) {
            timeline.rate(Math.min(FASTEST, timeline.rate() * 2));
        }
        ui.beside();
        String now = Numbers.within(timeline.now(), Range.of(timeline.start(), timeline.end()));
        ui.text(Numbers.brief(timeline.rate()) + " a second   t = " + now + "   " + (timeline.instant() + 1) + " of "
                + timeline.instants());
        double to = ui.slider("##time", timeline.now(), timeline.start(), timeline.end());
        if (to != timeline.now()) {
            timeline.play(false);
            timeline.seek(to);
        }
    }
}
