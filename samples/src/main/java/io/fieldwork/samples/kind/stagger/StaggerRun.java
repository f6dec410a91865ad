package io.fieldwork.samples.kind.stagger;

import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.stagger.Aliasing;
import io.fieldwork.pde.stagger.Followed;
import io.fieldwork.pde.stagger.SceneOptions;
import io.fieldwork.pde.stagger.StaggerEvaluation;
import io.fieldwork.pde.stagger.StaggerSession;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sub-solvers of a flow while they learn. */
final class StaggerRun implements Session {
    private final StaggerJob job;
    private final StaggerSession training;
    private @Nullable String aliasing;

    StaggerRun(StaggerJob job, StaggerSession training) {
        this.job = job;
        this.training = training;
    }

    @Override
    public StaggerSession training() {
        return training;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "Following flows around held-out bodies.",
                "Held-out bodies: sub-solvers and classical solver",
                shown -> "Residual " + shown.get("residual") + ", relative error " + shown.get("relative L2 error")
                        + ".");
    }

    @Override
    public String data() {
        SceneOptions data = job.data();
        return String.format(
                Locale.ROOT,
                "flows around %s on %s cells, Reynolds numbers up to %.3g",
                String.join(", ", data.bodies()),
                data.size(),
                data.density() * data.speed() * 0.4 * data.size().points(0) / data.viscosity());
    }

    @Override
    public String fingerprint() {
        return Digest.of(job.data().toString());
    }

    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        if (split != Split.TEST) {
            return Map.of();
        }
        StaggerEvaluation evaluation = training.task().evaluation();
        List<Followed> runs = evaluation.measure();
        for (int i = 0; i < Math.min(pictures, runs.size()); i++) {
            new StaggerPictures(runs.get(i), "test_" + i).all().forEach(gallery);
        }
        Map<String, Double> numbers = evaluation.numbers(runs);
        aliasing = aliasing(evaluation.aliased(runs));
        return numbers;
    }

    private @Nullable String aliasing(double share) {
        return share <= Aliasing.WARNING
                ? null
                : String.format(
                        Locale.ROOT,
                        "A share of %.2g of the flow's energy is in waves that sub-fields of learning.space %s do not show; above %.0e"
                                + " smaller factors are advisable.",
                        share,
                        job.learning().stagger(job.data().size().axes()).space(),
                        Aliasing.WARNING);
    }

    @Override
    public List<String> notices() {
        List<String> all = new ArrayList<>();
        long broken = training.task().broken();
        if (broken > 0) {
            all.add(broken + " environments of the pool were out of bounds or no numbers any more, and began anew.");
        }
        Optional.ofNullable(aliasing).ifPresent(all::add);
        return all;
    }

    @Override
    public Optional<String> protocol() {
        return Optional.of(
                "residual is the root of the physics loss, mean over "
                        + job.learning().frames()
                        + " frames; relativeL2 that of the velocity after "
                        + job.learning().compared()
                        + " of them against the classical solver in "
                        + job.data().parts()
                        + " steps a frame, whose first frame both begin with; with Persistence if nothing changed since; held-out bodies");
    }
}
