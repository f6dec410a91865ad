package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Exact;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time windows of a run: the finished ones and the one in training. */
final class TimeWindows implements AutoCloseable {
    private static final int CONTINUITY_POINTS = 1024;

    private final NDManager manager;
    private final JetKernels kernels;
    private final Problem problem;
    private final PinnOptions options;
    private final Scales scales;
    private final List<TimeWindow> windows = new ArrayList<>();
    private double began;
    private int attempts;

    /** At the first window. */
    TimeWindows(NDManager manager, JetKernels kernels, Problem problem, PinnOptions options, Scales scales) {
        this.manager = manager;
        this.kernels = kernels;
        this.problem = problem;
        this.options = options;
        this.scales = scales;
        open(0);
    }

    private int count() {
        return options.windows().count();
    }

    /** Goes on to the next window, at a fraction of the run that is over. */
    void open(double fraction) {
        began = fraction;
        attempts = 1;
        windows.add(window(windows.size()));
    }

    /** Restarts the present window, from other random parameters. */
    void again() {
        int index = windows.size() - 1;
        attempts++;
        windows.removeLast().model().close();
        windows.add(window(index));
    }

    private TimeWindow window(int index) {
        double from = edge(index);
        Ansatz ansatz = index > 0 && options.windows().exact()
                ? new WindowContinuation(current().model(), from, edge(index + 1) - from, problem, scales)
                : given(index);
        String prefix = count() > 1 ? "window" + index + "/" : "";
        TrialFunction model = new TrialFunction(
                manager,
                kernels,
                options.field(),
                domain(index),
                coordinates(),
                ansatz,
                prefix,
                options.train().seed() + 7919L * index + 104729L * (attempts - 1));
        return new TimeWindow(from, edge(index + 1), model);
    }

    /** The coordinates that each unknown depends on. */
    private Map<String, List<String>> coordinates() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        problem.unknowns().forEach(u -> all.put(u, problem.extent(u).coordinates()));
        return all;
    }

    private @Nullable Ansatz given(int index) {
        Exact formulas = scales.ansatz(index > 0 ? null : problem.exact());
        return formulas == null ? null : new ExactAnsatz(formulas, problem.unknowns());
    }

    /** The fraction of the run that was over when the present window began. */
    double began() {
        return began;
    }

    /** Restores the number of attempts at the present window; its parameters are the caller's to restore. */
    void restore(int attempts) {
        this.attempts = attempts;
    }

    /** The number of attempts at the present window. */
    int attempts() {
        return attempts;
    }

    /**
     * Whether the present window should restart: with this share of its time over and this loss it has used up another
     * share far from its tolerance. True at most {@link WindowOptions#PATIENCE} - 1 times.
     */
    boolean stuck(double share, double loss) {
        double tolerance = options.windows().tolerance();
        return tolerance > 0
                && attempts < WindowOptions.PATIENCE
                && share >= attempts / WindowOptions.PATIENCE
                && loss > WindowOptions.STUCK * tolerance;
    }

    /** The share of its time that the present window has used at a fraction of the run; 1 or more when it must end. */
    double share(double fraction) {
        int left = count() - windows.size() + 1;
        double patience = options.windows().tolerance() > 0 ? WindowOptions.PATIENCE : 1;
        double most = left == 1 ? 1 : Math.min(0.5, patience / left);
        return (fraction - began) / ((1 - began) * most);
    }

    private double edge(int index) {
        Domain domain = problem.domain();
        if (domain.time() == null) {
            return index;
        }
        double from = domain.lower()[0];
        return from + (domain.upper()[0] - from) * index / count();
    }

    /** The domain of the window in training, with its overlap. */
    Domain domain() {
        return domain(windows.size() - 1);
    }

    private Domain domain(int index) {
        if (count() == 1) {
            return problem.domain();
        }
        double length = edge(index + 1) - edge(index);
        return problem.domain()
                .time(edge(index), edge(index + 1) + options.windows().overlap() * length);
    }

    /** The conditions of the window in training. */
    List<Condition> conditions() {
        if (count() == 1) {
            return problem.conditions();
        }
        boolean first = windows.size() == 1;
        List<Condition> all = new ArrayList<>(problem.conditions().stream()
                .filter(c -> first || !(c.place() instanceof Place.Initial))
                .map(this::within)
                .flatMap(Optional::stream)
                .toList());
        if (!first && !options.windows().exact()) {
            problem.unknowns().forEach(unknown -> all.add(continuity(unknown)));
        }
        return all;
    }

    /** Names of the soft conditions of continuity with the window before. */
    List<String> continuity() {
        return count() == 1 || options.windows().exact()
                ? List.of()
                : problem.unknowns().stream()
                        .map(unknown -> "initial_" + unknown)
                        .toList();
    }

    /** A condition with those of its points that fall into the window in training; empty if none do. */
    private Optional<Condition> within(Condition condition) {
        if (condition.place() instanceof Place.At(var values) && values.containsKey(Domain.TIME)) {
            double time = values.get(Domain.TIME);
            return Optional.of(condition).filter(c -> domain().lower()[0] <= time && time <= domain().upper()[0]);
        }
        if (!(condition.place() instanceof Place.Measured measured)) {
            return Optional.of(condition);
        }
        Place.Measured now = measured.between(domain().lower()[0], domain().upper()[0]);
        return now.values().length == 0
                ? Optional.empty()
                : Optional.of(new Condition(condition.name(), now, condition.residual(), condition.weight()));
    }

    private Condition continuity(String unknown) {
        TimeWindow before = windows.get(windows.size() - 2);
        Draws draws = Draws.of(options.train().seed(), "hand-over", windows.size());
        double[][] points = domain().initial(CONTINUITY_POINTS, Sampling.SOBOL, draws);
        double[] state = new Solution(problem, List.of(before)).at(unknown, points);
        Condition data = Condition.data(unknown, points, state).named("initial_" + unknown);
        return problem.conditions().stream()
                .filter(c -> c.name().equals(data.name()))
                .findFirst()
                .map(c -> data.weighted(c.weight()))
                .orElse(data);
    }

    /** The window in training. */
    TimeWindow current() {
        return windows.getLast();
    }

    /** All windows so far, in the order of time. */
    List<TimeWindow> windows() {
        return windows;
    }

    /** Whether a window follows. */
    boolean more() {
        return windows.size() < count();
    }

    @Override
    public void close() {
        windows.forEach(w -> w.model().close());
    }
}
