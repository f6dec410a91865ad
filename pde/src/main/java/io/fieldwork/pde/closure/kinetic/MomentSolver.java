package io.fieldwork.pde.closure.kinetic;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.Bingham;
import io.fieldwork.pde.closure.Closure;
import io.fieldwork.pde.closure.TensorClosure;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.complex.Complex;
import org.jspecify.annotations.Nullable;

/**
 * An active fluid on a periodic square, advanced in time by its angular moments: by all of the kinetic equation that so
 * many moments resolve, or by concentration and second moment alone with a closure for the fourth. Fourier modes in space
 * by the two-thirds rule, {@link Sbdf2} in time with diffusion implicit, the flow found anew in each step, which is as
 * long as stability allows. Every state is checked before it is advanced; one that is no density any more ends the run.
 */
public final class MomentSolver {
    private static final double SAME_STEP = 1e-9;
    private static final double GROWTH = 1.5;
    /** Rounds in which a closure that sees the strain and the flow that it drives agree. */
    private static final int ANSWERS = 30;

    private final ActiveFluid fluid;
    private final SolverOptions options;
    private final Square square;
    private final Hierarchy hierarchy;
    private final Values values;
    private final StokesFlow stokes;
    private final Rates rates;
    private final Monitor monitor;
    private final EntropyBalance balance;
    private final boolean balanced;
    private Plane[] now;
    private Plane[] before;
    private Plane[] rate;
    private Plane[] rateBefore;
    private final double[] decay;
    private @Nullable Flow flow;
    private @Nullable StepReport state;
    private @Nullable Sbdf2 last;
    private @Nullable Entropy audited;
    private double time;
    private long steps;

    private MomentSolver(ActiveFluid fluid, SolverOptions options, Hierarchy hierarchy, InitialState start) {
        this.fluid = fluid;
        this.options = options;
        this.hierarchy = hierarchy;
        square = new Square(options.points(), options.length());
        Workspaces workspaces = new Workspaces(square);
        values = new Values(square, hierarchy, workspaces);
        stokes = new StokesFlow(fluid, square, options.tolerance());
        rates = new Rates(fluid, square, hierarchy, workspaces);
        monitor = new Monitor(fluid, square, hierarchy, options);
        balance = hierarchy.closure() == null
                ? new KineticEntropy(fluid, square, hierarchy, workspaces)
                : new BinghamEntropy(fluid, square);
        balanced = hierarchy.closure() == null || hierarchy.closure() == TensorClosure.BINGHAM;
        now = spectra();
        before = spectra();
        rate = spectra();
        rateBefore = spectra();
        decay = Arrays.stream(square.waves())
                .map(k -> fluid.translation() * k * k)
                .toArray();
        IntStream.range(0, now.length).parallel().forEach(j -> sample(j, start));
    }

    /**
     * {@return the kinetic equation's solver}
     *
     * @throws UserError if so few moments cannot hold the alignment that zeta brings
     */
    public static MomentSolver kinetic(ActiveFluid fluid, SolverOptions options, InitialState start) {
        double tail = alignedTail(fluid, options.modes());
        require(
                tail <= options.tail(),
                "zeta",
                fluid.zeta(),
                "less for " + options.modes() + " modes, or more modes: of the aligned fluid the last is "
                        + (float) tail + " of c and may be " + options.tail());
        int stride = fluid.speed() > 0 ? 1 : 2;
        return new MomentSolver(fluid, options, new Hierarchy(2 * options.modes() / stride, stride, null), start);
    }

    /** {@return the solver of the equations for c and m₂ alone, which do not hold rods that swim} */
    public static MomentSolver coarse(ActiveFluid fluid, SolverOptions options, Closure closure, InitialState start) {
        require(fluid.speed() == 0, "speed", fluid.speed(), "0 with a closure of the second moment");
        return new MomentSolver(fluid, options, new Hierarchy(1, 2, closure), start);
    }

    /** The last moment over c at rest, κ = ζr/(2d_R) and r = I₁/I₀(κ). */
    private static double alignedTail(ActiveFluid fluid, int modes) {
        double r = 1;
        for (int i = 0; i < 100; i++) {
            r = Bingham.order(fluid.zeta() * r / (2 * fluid.rotation()));
        }
        return Bingham.moments(fluid.zeta() * r / (2 * fluid.rotation()), modes + 1)[modes];
    }

    private Plane[] spectra() {
        return Plane.zeros(hierarchy.count(), square.modes(), square.width());
    }

    private void sample(int j, InitialState start) {
        int n = square.points();
        Plane plane = square.values();
        double spacing = square.length() / n;
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                Complex m = start.moment(j * hierarchy.stride(), x * spacing, y * spacing);
                plane.re()[y][x] = m.getReal();
                plane.im()[y][x] = m.getImaginary();
            }
        }
        square.forward(plane, now[j], square.work());
    }

    /** {@return the time reached} */
    public double time() {
        return time;
    }

    /** {@return the number of steps taken} */
    public long steps() {
        return steps;
    }

    /**
     * {@return what the present state is like}
     *
     * @throws UserError if it is no density, or its flow does not balance
     */
    public StepReport report() {
        prepare();
        return state;
    }

    /** {@return the fields of the present state} */
    public Snapshot snapshot() {
        return Snapshot.of(time, square, values, prepare());
    }

    /** {@return the balance of entropy of the present state: of its densities, or of Bingham's with its moments} */
    public Entropy entropy() {
        return balance.of(values, now, prepare());
    }

    /** {@return whether two solvers hold the same state, bit for bit} */
    boolean same(MomentSolver other) {
        return IntStream.range(0, now.length).allMatch(j -> now[j].same(other.now[j]));
    }

    /** Values and flow of the present state. */
    private Flow prepare() {
        if (flow == null) {
            values.update(now);
            Closure closure = hierarchy.closure();
            boolean seen = closure != null && closure.seesStrain();
            values.close(stokes.predict(seen));
            Flow found = stokes.solve(values.concentration(), values.second(), values.fourth());
            for (int i = 0; seen && !stokes.settled(); i++) {
                if (i == ANSWERS) {
                    throw new UserError("The closure's answers and the flow do not agree after " + ANSWERS
                            + " rounds; expected a closure that depends less on the strain rate, or a smaller beta.");
                }
                values.close(found.strain());
                found = stokes.solve(values.concentration(), values.second(), values.fourth());
            }
            state = monitor.look(time, values, stokes, found);
            flow = found;
        }
        return flow;
    }

    /**
     * Advances by a time span above 0, in equal steps while the longest allowed stays the same.
     *
     * @throws UserError when a state is no longer a density
     */
    public void advance(double duration) {
        double end = time + duration;
        while (time < end - SAME_STEP * Math.max(1, end)) {
            prepare();
            double longest = Math.min(options.step(), monitor.limit());
            if (last != null) {
                longest = Math.min(longest, GROWTH * last.step());
            }
            step((end - time) / Math.ceil((end - time) / longest - SAME_STEP));
        }
        time = end;
    }

    /** {@return the report of one step, of the given length if that is stable} */
    public StepReport step() {
        prepare();
        return step(Math.min(options.step(), monitor.limit()));
    }

    private StepReport step(double duration) {
        Flow present = prepare();
        audit();
        Sbdf2 scheme = last == null ? Sbdf2.first(duration) : Sbdf2.after(last.step(), duration);
        rates.prepare(values, present);
        IntStream.range(0, now.length).parallel().forEach(j -> advance(j, present, scheme));
        StepReport taken = state.withStep(duration);
        swap();
        last = scheme;
        time += duration;
        steps++;
        flow = null;
        return taken;
    }

    private void advance(int j, Flow present, Sbdf2 scheme) {
        rates.rate(j, values, present, now, rate[j]);
        double turning = fluid.rotation() * Math.pow(j * hierarchy.stride(), 2);
        double[] ofRow = Arrays.stream(decay).map(d -> d + turning).toArray();
        scheme.advance(now[j], before[j], rate[j], rateBefore[j], decay, ofRow);
    }

    private void swap() {
        Plane[] old = now;
        now = before;
        before = old;
        Plane[] oldRate = rate;
        rate = rateBefore;
        rateBefore = oldRate;
    }

    /** Every so many steps the balance is drawn up before and after one. */
    private void audit() {
        if (audited != null) {
            monitor.audit(time, audited, entropy(), last.step());
            audited = null;
        }
        if (balanced && steps % options.audit() == options.audit() - 1) {
            audited = entropy();
        }
    }
}
