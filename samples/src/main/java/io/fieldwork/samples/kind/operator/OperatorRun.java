package io.fieldwork.samples.kind.operator;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.supervised.OperatorEvaluation;
import io.fieldwork.pde.supervised.OperatorSession;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.DataProgress;
import io.fieldwork.samples.report.Exhibit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A map from functions to functions, learned from pairs. */
final class OperatorRun implements Session {
    private static final Wording WORDING =
            new Wording("Evaluating the operator.", "Samples: input, truth, prediction, error", OperatorRun::quality);

    private final OperatorJob job;
    private final OperatorSession session;

    private OperatorRun(OperatorJob job, OperatorSession session) {
        this.job = job;
        this.session = session;
    }

    static OperatorRun open(OperatorJob job, NDManager manager, @Nullable String kernels) {
        DataProgress progress = new DataProgress(
                System.err, System.console() != null && System.console().isTerminal());
        DataSplits data = job.data().open(CacheFolder.of("data"), progress);
        return new OperatorRun(
                job, OperatorSession.open(manager, data, job.field(), job.learning(), job.train(), kernels));
    }

    private static String quality(Map<String, String> shown) {
        if (!shown.containsKey("relative L2 error")) {
            return "There are no test samples to measure on.";
        }
        return "Relative L2 error " + shown.get("relative L2 error") + ", relative H1 error "
                + shown.get("relative H1 error") + " on the test samples.";
    }

    @Override
    public OperatorSession training() {
        return session;
    }

    @Override
    public Wording wording() {
        return WORDING;
    }

    private DataSplits splits() {
        return session.task().data();
    }

    @Override
    public String data() {
        String made = splits().generatedSeconds() > 0
                ? String.format(Locale.ROOT, "; made in %.1f s", splits().generatedSeconds())
                : "";
        return splits().train().description() + "; " + splits().validation().count() + " to validate, "
                + splits().test().count() + " to test" + made;
    }

    @Override
    public String fingerprint() {
        return splits().train().fingerprint();
    }

    /**
     * A part of its data.
     *
     * @param split which
     * @return samples, perhaps none
     */
    DataSet samples(Split split) {
        return split.of(splits().train(), splits().validation(), splits().test());
    }

    /**
     * The operator as it is now, on some samples.
     *
     * @param samples of any grid that it runs on
     * @return predictions and errors
     */
    OperatorEvaluation evaluation(DataSet samples) {
        return session.task().evaluation(samples);
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
        for (int stride : job.learning().strides()) {
            DataSet other = samples.whole().strided(stride);
            int[] shape = other.outputShape();
            String grid = shape[1] + "x" + shape[2];
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
        if (samples.outputShape()[1] == 1) {
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
}
