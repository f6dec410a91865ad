package io.fieldwork.samples.view;

import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener.StepReport;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.render.viewer.Panel;
import io.fieldwork.render.viewer.Ui;
import java.util.Locale;

/** The panel of a training: its progress, and what can be done to it; {@code shared} if what is seen is drawn in a share of the time. */
record TrainingPanel(LiveTraining training, boolean shared) implements Panel {
    private static final double LEAST_RATE = 0.01;
    private static final double MOST_RATE = 10;
    private static final double LEAST_SHARE = 0.5;
    private static final double MOST_SHARE = 0.98;

    @Override
    public String title() {
        return "Training";
    }

    @Override
    public void draw(Ui ui) {
        training.moment().ifPresentOrElse(moment -> tell(ui, moment), () -> ui.text("about to begin"));
        ui.plot("loss", training.losses(), Ui.Scale.LOGARITHMIC);
        if (training.result().isPresent()) {
            ui.text(ending(training.result().get()));
        } else {
            steer(ui);
        }
    }

    private static void tell(Ui ui, LiveTraining.Moment moment) {
        StepReport report = moment.report();
        Progress progress = report.progress();
        ui.text(format("step %,d, %.1f %% done", progress.step(), 100 * progress.fraction()));
        ui.text(format("loss %.3g", report.loss()) + psnr(report));
        ui.text(format("%.1f steps/s", moment.stepsPerSecond()) + rays(moment.raysPerSecond()));
        ui.text(format("rate %.3g", report.rate()));
    }

    private static String psnr(StepReport report) {
        double psnr = report.shown().getOrDefault("psnr", Double.NaN);
        return Double.isFinite(psnr) ? format(", %.1f dB", psnr) : "";
    }

    private static String rays(double perSecond) {
        return perSecond > 0 ? format(", %,.0f rays/s", perSecond) : "";
    }

    private void steer(Ui ui) {
        if (ui.button(training.isPaused() ? "Resume" : "Pause")) {
            training.pause(!training.isPaused());
        }
        if (training.isPaused()) {
            ui.beside();
            if (ui.button("Step")) {
                training.advance();
            }
        }
        ui.beside();
        if (ui.button("Save")) {
            training.save();
        }
        double factor = ui.slider("rate x", training.rateFactor(), LEAST_RATE, MOST_RATE, Ui.Scale.LOGARITHMIC);
        if (factor != training.rateFactor()) {
            training.rateFactor(Math.clamp(factor, LEAST_RATE, MOST_RATE));
        }
        if (shared) {
            double share = ui.slider("training's share", training.wantedShare(), LEAST_SHARE, MOST_SHARE);
            training.wantedShare(Math.clamp(share, LEAST_SHARE, MOST_SHARE));
        }
    }

    private static String ending(TrainResult result) {
        return switch (result.stop()) {
            case STEPS, TIME -> "Training is done.";
            case REACHED -> "Training reached its goal.";
            case STALLED -> "Training found no lower loss.";
            case CANCELLED -> "Training was ended.";
            case DIVERGED -> "Training diverged.";
        };
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
