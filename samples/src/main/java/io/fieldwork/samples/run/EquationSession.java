package io.fieldwork.samples.run;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.pinn.Condition;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.pde.pinn.Problem;
import io.fieldwork.pde.pinn.Solution;
import io.fieldwork.samples.config.MeasurementOptions;
import io.fieldwork.samples.config.PinnJob;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Maps;
import io.fieldwork.samples.report.Picture;
import io.fieldwork.samples.report.PixelValues;
import io.fieldwork.samples.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The solution of an equation, learned from its residual. */
final class EquationSession implements Session, Solved {
    private static final int PREVIEW_WIDTH = 120;

    private final PinnSession session;

    private EquationSession(PinnSession session) {
        this.session = session;
    }

    static EquationSession open(PinnJob job, NDManager manager, @Nullable String kernels) {
        Problem problem = job.problem().problem();
        MeasurementOptions data = job.problem().data();
        Problem whole = data == null
                ? problem
                : Measurements.of(problem, data, job.train().seed());
        return new EquationSession(PinnSession.open(manager, whole, job.options(), kernels));
    }

    @Override
    public Problem problem() {
        return session.problem();
    }

    @Override
    public Solution solution() {
        return session.solution();
    }

    @Override
    public String data() {
        Problem problem = session.problem();
        String truths = problem.truths().isEmpty()
                ? "no reference"
                : "reference: " + String.join(", ", problem.truths().keySet());
        return String.join(
                "; ",
                problem.name() + ": " + problem.statement(),
                "unknown: " + String.join(", ", problem.unknowns()),
                ranges(problem.domain()) + coefficients(problem),
                truths);
    }

    private static String ranges(Domain domain) {
        double[] lower = domain.lower();
        double[] upper = domain.upper();
        return IntStream.range(0, domain.dimensions())
                .mapToObj(i -> "%s in [%s, %s]"
                        .formatted(domain.coordinates().get(i), Report.brief(lower[i]), Report.brief(upper[i])))
                .collect(Collectors.joining(", "));
    }

    private static String coefficients(Problem problem) {
        return problem.coefficients().entrySet().stream()
                .map(entry -> "; %s = %s%s"
                        .formatted(
                                entry.getKey(),
                                Report.brief(entry.getValue().value()),
                                entry.getValue().learned() ? " (learned)" : ""))
                .collect(Collectors.joining());
    }

    /** Over everything that makes the problem this one, except the formulas themselves. */
    @Override
    public String fingerprint() {
        Problem problem = session.problem();
        Domain domain = problem.domain();
        String definition = String.join(
                "\n",
                problem.name(),
                problem.statement(),
                domain.coordinates().toString(),
                Arrays.toString(domain.lower()) + Arrays.toString(domain.upper()) + Arrays.toString(domain.periods()),
                problem.unknowns().toString(),
                problem.equations().stream().map(e -> e.name()).toList().toString(),
                problem.conditions().stream().map(Condition::name).toList().toString(),
                problem.coefficients().toString(),
                "exact: " + (problem.exact() != null),
                problem.truths().keySet().toString());
        return Digest.of(definition);
    }

    @Override
    public long parameters() {
        return session.parameters();
    }

    @Override
    public Trainer<?> trainer(Path checkpoint, List<TrainListener> listeners) {
        return session.trainer(checkpoint, listeners);
    }

    /** An equation has one reference and no parts of it: only {@code test} is there. */
    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        if (split != Split.TEST) {
            return Map.of();
        }
        Map<String, Double> all = session.task().evaluate();
        Map<String, Double> metrics = new LinkedHashMap<>(all);
        metrics.keySet().removeIf(name -> !name.startsWith("relativeL2"));
        metrics.putAll(all);
        if (session.options().causal() != null) {
            boolean met = session.task().causalCriterionMet();
            metrics.put("causal.criterionMet", met ? 1.0 : 0.0);
            if (met) {
                metrics.put("causal.criterionStep", (double) session.task().causalCriterionStep());
            }
        }
        if (pictures > 0) {
            exhibits().stream().limit(pictures).forEach(gallery);
        }
        return metrics;
    }

    private List<Exhibit> exhibits() {
        List<Exhibit> all = new ArrayList<>(solutions());
        boolean windows = session.options().windows().count() > 1;
        all.addAll(CausalPictures.of(session.task().causalProfiles(), windows));
        return all;
    }

    private List<Exhibit> solutions() {
        Problem problem = session.problem();
        if (problem.truths().isEmpty()) {
            return preview()
                    .map(p -> new Picture(
                            "solution",
                            p.image(),
                            "Prediction of " + problem.unknowns().getFirst()))
                    .map(List::<Exhibit>of)
                    .orElse(List.of());
        }
        var truth = problem.truths().firstEntry().getValue().get();
        return new SolutionPictures(problem, session.solution(), truth).all();
    }

    /** The first unknown over time and space, or over two dimensions of space at the last time. */
    @Override
    public Optional<Picture> preview() {
        Domain domain = session.problem().domain();
        int d = domain.dimensions();
        if (d < 2 || d > 3) {
            return Optional.empty();
        }
        double[] lower = domain.lower();
        double[] upper = domain.upper();
        double[] ends = {lower[d - 2], upper[d - 2], lower[d - 1], upper[d - 1]};
        boolean timed = domain.coordinates().get(d - 2).equals(Domain.TIME);
        Plane plane = timed ? Plane.spaceTime(ends, PREVIEW_WIDTH) : Plane.space(ends, PREVIEW_WIDTH);
        double[][] points = new double[plane.width() * plane.height()][];
        for (int i = 0; i < points.length; i++) {
            points[i] = Arrays.copyOf(upper, d);
            points[i][d - 2] = plane.across(i % plane.width());
            points[i][d - 1] = plane.up(i / plane.width());
        }
        double[] values = session.solution().at(session.problem().unknowns().getFirst(), points);
        for (int i = 0; i < points.length; i++) {
            values[i] = domain.contains(points[i]) ? values[i] : Double.NaN;
        }
        return Optional.of(Maps.of("preview", new PixelValues(plane.width(), plane.height(), values)));
    }

    @Override
    public void close() {
        session.close();
    }
}
