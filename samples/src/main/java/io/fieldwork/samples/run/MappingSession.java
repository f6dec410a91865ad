package io.fieldwork.samples.run;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.supervised.OperatorEvaluation;
import io.fieldwork.pde.supervised.OperatorSession;
import io.fieldwork.samples.config.OperatorJob;
import io.fieldwork.samples.report.DataProgress;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A map from functions to functions, learned from pairs. */
final class MappingSession implements Session, Mapped {
    private final OperatorJob job;
    private final OperatorSession session;

    private MappingSession(OperatorJob job, OperatorSession session) {
        this.job = job;
        this.session = session;
    }

    static MappingSession open(OperatorJob job, NDManager manager, @Nullable String kernels) {
        DataProgress progress = new DataProgress(
                System.err, System.console() != null && System.console().isTerminal());
        DataSplits data = job.data().open(CacheFolder.of("data"), progress);
        return new MappingSession(
                job, OperatorSession.open(manager, data, job.field(), job.learning(), job.train(), kernels));
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

    @Override
    public long parameters() {
        return session.parameters();
    }

    @Override
    public Trainer<?> trainer(Path checkpoint, List<TrainListener> listeners) {
        return session.trainer(checkpoint, listeners);
    }

    @Override
    public DataSet samples(Split split) {
        return split.of(splits().train(), splits().validation(), splits().test());
    }

    @Override
    public OperatorEvaluation trial(DataSet samples) {
        return session.task().trial(samples);
    }

    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        DataSet samples = samples(split);
        if (samples.count() == 0) {
            return Map.of();
        }
        Map<String, Double> metrics = new LinkedHashMap<>(trial(samples).errors());
        elsewhere(samples, metrics);
        MappingPictures show = new MappingPictures(samples, trial(samples));
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
                trial(other).errors().forEach((name, error) -> {
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
    public Optional<Picture> preview() {
        DataSet samples = splits().test().count() > 0 ? splits().test() : splits().train();
        if (samples.outputShape()[1] == 1) {
            return Optional.empty();
        }
        return Optional.of(new MappingPictures(samples, trial(samples)).preview(0));
    }

    @Override
    public void close() {
        session.close();
    }
}
