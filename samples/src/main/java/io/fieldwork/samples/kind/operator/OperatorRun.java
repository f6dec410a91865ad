package io.fieldwork.samples.kind.operator;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.DataOptions;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.operator.OperatorOptions;
import io.fieldwork.pde.operator.UnetOptions;
import io.fieldwork.pde.supervised.LearningOptions;
import io.fieldwork.pde.supervised.OperatorEvaluation;
import io.fieldwork.pde.supervised.OperatorSession;
import io.fieldwork.samples.kind.Predicting;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A map from functions to functions, learned from the pairs of a source. */
record OperatorRun(LearningOptions learning, OperatorOptions field, OperatorSession training, DataOptions source)
        implements Session {
    private static String quality(Map<String, String> shown) {
        if (!shown.containsKey("relative L2 error")) {
            return "There are no test samples to measure on.";
        }
        return "Relative L2 error " + shown.get("relative L2 error") + ", relative H1 error "
                + shown.get("relative H1 error") + " on the test samples.";
    }

    @Override
    public Wording wording() {
        return new Wording(
                "Evaluating the operator.", "Samples: input, truth, prediction, error", OperatorRun::quality);
    }

    private DataSplits splits() {
        return training.task().data();
    }

    @Override
    public String data() {
        String made = splits().generatedSeconds() > 0
                ? String.format(Locale.ROOT, "; made in %.1f s", splits().generatedSeconds())
                : "";
        boolean forgets = field instanceof UnetOptions unet
                && unet.norm().equals("group")
                && splits().train().grid().boundary() == Boundary.PERIODIC;
        String chosen = field.chosen(splits().train().size());
        return splits().train().description() + "; " + splits().validation().count() + " to validate, "
                + splits().test().count() + " to test" + made
                + (chosen.isEmpty() ? "" : "; " + chosen + ", by the grid")
                + (forgets
                        ? "; the group norm of a unet on a periodic grid forgets how large a function is (field.norm: none"
                                + " keeps it)"
                        : "");
    }

    @Override
    public String fingerprint() {
        return splits().train().fingerprint();
    }

    /** The samples of a part of its data, perhaps none. */
    DataSet samples(Split split) {
        return split.of(splits().train(), splits().validation(), splits().test());
    }

    /** Predictions and errors of the operator as it is now, on samples of any grid that it runs on. */
    OperatorEvaluation evaluation(DataSet samples) {
        return training.task().evaluation(samples);
    }

    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        DataSet samples = samples(split);
        if (samples.count() == 0) {
            return Map.of();
        }
        Map<String, Double> metrics = new LinkedHashMap<>(evaluation(samples).errors());
        elsewhere(samples, metrics);
        OperatorPictures show = new OperatorPictures(samples, evaluation(samples));
        List<Exhibit> exhibits = new ArrayList<>();
        for (int i = 0; i < Math.min(pictures, samples.count()); i++) {
            exhibits.add(show.sample(split.toString(), i));
        }
        if (pictures > 0) {
            exhibits.addAll(show.summary(metrics));
        }
        exhibits.forEach(gallery);
        return metrics;
    }

    /** Errors on grids it was not trained on; one on which it does not run is left out. */
    private void elsewhere(DataSet samples, Map<String, Double> metrics) {
        for (int stride : learning.strides()) {
            DataSet other = samples.whole().strided(stride);
            String grid = other.size().compact();
            try {
                evaluation(other).errors().forEach((name, error) -> {
                    if (!name.contains(".")) {
                        metrics.put(name + ".on" + grid, error);
                    }
                });
            } catch (UserError e) {
                System.err.println("Not measured on " + grid + ": " + e.getMessage());
            }
        }
    }

    @Override
    public Optional<Exhibit> preview() {
        DataSet samples = splits().test().count() > 0 ? splits().test() : splits().train();
        if (samples.size().line()) {
            return Optional.empty();
        }
        return Optional.of(new OperatorPictures(samples, evaluation(samples)).preview(0));
    }

    @Override
    public Optional<Viewing> viewing() {
        return Optional.of(new OperatorViewing(this));
    }

    @Override
    public Optional<Rendering> rendering() {
        return Optional.of(new OperatorRendering(this));
    }

    @Override
    public Optional<Predicting> predicting() {
        return Optional.of(new OperatorPredicting(training, source));
    }
}
