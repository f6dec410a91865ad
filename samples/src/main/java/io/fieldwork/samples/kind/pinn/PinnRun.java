package io.fieldwork.samples.kind.pinn;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.train.Split;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.Export;
import io.fieldwork.samples.kind.ExportOptions;
import io.fieldwork.samples.kind.PredictOptions;
import io.fieldwork.samples.kind.Predicting;
import io.fieldwork.samples.kind.Rendering;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.plot.Galleries;
import io.fieldwork.samples.plot.Gallery;
import io.fieldwork.samples.plot.SolutionFigures;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Report;
import io.fieldwork.samples.report.ReportFigure;
import io.fieldwork.samples.view.GallerySubject;
import io.fieldwork.samples.view.SubjectRendering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The solution of an equation, learned from its residual.
 *
 * @param training the problem with its network: what is solved, and the solution that training found so far
 * @param source a digest of the class that gave the problem; empty for others
 */
public record PinnRun(PinnSession training, String source) implements Session {
    private static final int PREVIEW_POINTS = 96;
    private static final int CURVE_POINTS = 1001;
    private static final double ROUGH = 0.01;

    private String quality(Map<String, String> shown) {
        StringBuilder line = new StringBuilder(
                shown.containsKey("relative L2 error")
                        ? "Relative L2 error " + shown.get("relative L2 error") + " against the " + truth()
                        : "There is no reference solution to measure against" + residual(shown));
        shown.forEach((label, value) -> {
            if (label.startsWith("coefficient ")) {
                line.append("; ")
                        .append(label.substring("coefficient ".length()))
                        .append(" = ")
                        .append(value);
            }
        });
        return line.append(".").toString();
    }

    private String truth() {
        return training.problem().truths().firstEntry().getKey().equals("analytic")
                ? "known solution"
                : "converged reference";
    }

    /** How far the equations are from being solved; a rough solution's coefficients are rough as well. */
    private static String residual(Map<String, String> shown) {
        String residual = shown.get("relative residual");
        if (residual == null) {
            return "";
        }
        String rough = Double.parseDouble(residual) > ROUGH ? ", which is rough" : "";
        return "; the residuals are " + residual + " of those of an arbitrary function" + rough;
    }

    @Override
    public Wording wording() {
        return new Wording("Evaluating the solution.", "Solution: truth, prediction, error", this::quality);
    }

    @Override
    public String data() {
        Problem problem = training.problem();
        String truths = problem.truths().isEmpty()
                ? "no reference"
                : "reference: " + String.join(", ", problem.truths().keySet());
        return String.join(
                "; ",
                problem.name() + ": " + problem.statement(),
                "unknown: " + String.join(", ", problem.unknowns()),
                ranges(problem.domain()) + coefficients(problem) + measured(problem),
                "collocation.points: " + training.options().collocation().points(),
                training.task().scales().isEmpty()
                        ? truths
                        : truths + "; " + training.task().scales());
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

    private static Stream<Place.Measured> measurements(Problem problem) {
        return problem.conditions().stream()
                .map(Condition::place)
                .filter(Place.Measured.class::isInstance)
                .map(Place.Measured.class::cast);
    }

    private static String measured(Problem problem) {
        int values = measurements(problem).mapToInt(m -> m.values().length).sum();
        return values == 0 ? "" : "; " + values + " measured values";
    }

    /** Over everything that makes the problem this one, except the formulas of shipped ones. */
    @Override
    public String fingerprint() {
        Problem problem = training.problem();
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
        String values = measurements(problem)
                .map(m -> Arrays.deepToString(m.points()) + Arrays.toString(m.values()))
                .collect(Collectors.joining());
        return Digest.of(definition + source + values);
    }

    /** An equation has one reference and no parts of it: only {@code test} is there. */
    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        if (split != Split.TEST) {
            return Map.of();
        }
        Map<String, Double> all = training.task().evaluate();
        Map<String, Double> metrics = new LinkedHashMap<>(all);
        metrics.keySet().removeIf(name -> !name.startsWith("relativeL2"));
        metrics.putAll(all);
        if (training.problem().truths().isEmpty()) {
            training.task().residual().ifPresent(residual -> metrics.put("relativeResidual", residual));
        }
        if (training.options().causal() != null) {
            long met = training.task().causalCriterionStep();
            metrics.put("causal.criterionMet", met > 0 ? 1.0 : 0.0);
            if (met > 0) {
                metrics.put("causal.criterionStep", (double) met);
            }
        }
        if (pictures > 0) {
            exhibits().stream().limit(pictures).forEach(gallery);
        }
        return metrics;
    }

    @Override
    public List<String> notices() {
        return training.task().notices();
    }

    @Override
    public Optional<String> doubt(boolean stalled) {
        return training.task().doubt(stalled);
    }

    private List<Exhibit> exhibits() {
        List<Exhibit> all = new ArrayList<>(solutions());
        boolean windows = training.options().windows().count() > 1;
        all.addAll(CausalPictures.of(training.task().causalProfiles(), windows));
        return all;
    }

    private List<Exhibit> solutions() {
        Problem problem = training.problem();
        if (problem.truths().isEmpty()) {
            boolean one = problem.unknowns().size() == 1;
            return problem.unknowns().stream()
                    .flatMap(u -> alone(one ? "solution" : "solution_" + u, u, "Prediction of " + u).stream())
                    .toList();
        }
        var truth = problem.truths().firstEntry().getValue().get();
        return new PinnPictures(problem, training.solution(), truth).all();
    }

    @Override
    public Optional<Exhibit> preview() {
        return training.problem().domain().dimensions() == 1
                ? Optional.empty()
                : alone("preview", training.problem().unknowns().getFirst(), "");
    }

    /**
     * An unknown over its only coordinate, over time and space, or over two dimensions of space at the last time, in the
     * middle of those before.
     */
    private Optional<Exhibit> alone(String name, String unknown, String caption) {
        Problem problem = training.problem();
        Domain domain = Member.alone(problem.domain());
        Member member = Member.of(problem.domain(), null, Map.of());
        int d = domain.dimensions();
        if (d == 1) {
            List<GridAxis> axis = List.of(ExportGrid.axis(domain, 0, CURVE_POINTS));
            GridSolution line = member.of(training.solution().on(member.family(axis), List.of(unknown)));
            return Optional.of(ReportFigure.curves(name, new SolutionFigures(line).curve(unknown), caption));
        }
        List<GridAxis> axes =
                IntStream.range(0, d).mapToObj(k -> previewAxis(domain, k)).toList();
        Plane plane = Plane.of(member.of(training.solution().on(member.family(axes), List.of(unknown))));
        String whose = member.words().isEmpty() ? "" : " for " + member.words();
        String where = caption.isEmpty() ? "" : plane.words() + whose;
        return Optional.of(ReportFigure.maps(name, new SolutionFigures(plane.table()).map(unknown), caption + where));
    }

    /** One of the last two coordinates, or the last time, or the middle of another one. */
    private static GridAxis previewAxis(Domain domain, int k) {
        String coordinate = domain.coordinates().get(k);
        double lower = domain.lower()[k];
        double upper = domain.upper()[k];
        if (k >= domain.dimensions() - 2) {
            return GridAxis.interval(coordinate, lower, upper, PREVIEW_POINTS);
        }
        return GridAxis.of(coordinate, coordinate.equals(Domain.TIME) ? upper : (lower + upper) / 2);
    }

    @Override
    public Optional<Viewing> viewing() {
        return Optional.of(this::subject);
    }

    /** Evaluated coarsely at once, and finely in the background. */
    private Subject subject(String title, WatchedSession run) {
        SolutionEvaluation evaluation = evaluation();
        Gallery coarse = Galleries.of(evaluation.table(SolutionEvaluation.COARSE));
        GallerySubject subject = GallerySubject.watched(title, coarse, List.of(run), run);
        run.follow(() -> subject.publish(Galleries.of(evaluation.table(evaluation.fine()))));
        return subject;
    }

    private SolutionEvaluation evaluation() {
        return new SolutionEvaluation(training.problem(), training::solution);
    }

    @Override
    public Optional<Rendering> rendering() {
        return Optional.of(new SubjectRendering(this::finest));
    }

    private Subject finest(String title) {
        SolutionEvaluation evaluation = evaluation();
        return GallerySubject.of(title, Galleries.of(evaluation.table(evaluation.fine())));
    }

    @Override
    public Optional<Export> export(ExportOptions options) {
        Problem problem = training.problem();
        GridSolution known =
                problem.domain().parameters().isEmpty() || problem.truths().isEmpty()
                        ? null
                        : problem.truths().firstEntry().getValue().get();
        Member member = Member.of(problem.domain(), known, options.at());
        ExportGrid grid = new ExportGrid(problem, member, options.counts(), options.time());
        Optional<GridSolution> truth = options.reference() ? Optional.of(grid.reference()) : Optional.empty();
        List<GridAxis> axes = truth.map(GridSolution::axes).orElseGet(grid::axes);
        List<String> names = Stream.of(problem.unknowns(), options.derivatives())
                .flatMap(List::stream)
                .toList();
        return Optional.of(new Export(
                problem.unknowns(),
                axes,
                places -> {
                    GridSolution found = member.of(training.solution().on(member.family(places), names));
                    return truth.map(reference -> places.equals(axes)
                                    ? reference
                                    : reference.at(places.getFirst().at(0)))
                            .map(found::with)
                            .orElse(found);
                },
                member.words()));
    }

    @Override
    public Optional<Predicting> predicting() {
        return Optional.of(this::predict);
    }

    /** The unknowns, or what else is wanted, at points by their coordinates; NaN outside the domain. */
    private SequencedMap<String, NpyArray> predict(PredictOptions options) {
        Problem problem = training.problem();
        SequencedMap<String, NpyArray> arrays =
                options.coordinates(problem.domain().coordinates());
        double[][] points = PredictOptions.points(arrays);
        int[] shape = arrays.firstEntry().getValue().shape();
        for (String name : options.values().isEmpty() ? problem.unknowns() : options.values()) {
            arrays.put(name, NpyArray.of(training.solution().within(name, points), shape));
        }
        long outside = Arrays.stream(points)
                .filter(point -> !problem.domain().touches(point))
                .count();
        if (outside > 0) {
            options.note()
                    .accept(outside + " of " + points.length + " points lie outside the domain ("
                            + ranges(problem.domain()) + ") and are NaN.");
        }
        return arrays;
    }
}
