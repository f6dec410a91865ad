package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.ActiveFluid;

/**
 * The flow -Δu + ∇q = ∇·Σ, ∇·u = 0 that moments of the orientation drive. In complex notation with κ = k_x + i k_y it is one
 * multiplication: the strain rate of a stress with σ = dev Σ is ε(k) = -(σ(k) - (κ/|κ|)⁴ σ*(-k))/8.
 *
 * <p>Σ holds ε itself, since rigid rods resist: ε is a fixed point. What a fluid of no order resists is taken to the
 * left-hand side, so that a step reduces the error by β/(8 + β) at least, while max c is not far above its mean; it starts
 * from the extrapolation of the last two flows.
 */
final class StokesFlow {
    private static final int MOST = 50;
    /** Stresses that drive less than this share of dissipation drive nothing. */
    private static final double STILL = 1e-8;

    private final ActiveFluid fluid;
    private final Square square;
    private final double tolerance;
    private final Plane turn;
    private final Flow flow;
    private final Plane active;
    private final Plane stress;
    private final Plane work;
    private Plane strain;
    private Plane before;
    private final Plane driven;
    private int solved;
    private int iterations;
    private double change;
    private double energy;

    StokesFlow(ActiveFluid fluid, Square square, double tolerance) {
        this.fluid = fluid;
        this.square = square;
        this.tolerance = tolerance;
        turn = turn(square);
        flow = Flow.of(square);
        active = square.values();
        stress = square.values();
        work = square.work();
        strain = square.spectrum();
        before = square.spectrum();
        driven = square.spectrum();
    }

    /** (κ/|κ|)⁴, 0 for the mean. */
    private static Plane turn(Square square) {
        Plane result = square.spectrum();
        double[] k = square.waves();
        for (int r = 0; r < square.modes(); r++) {
            for (int i = 0; i < square.modes(); i++) {
                double angle = 4 * Math.atan2(k[i], k[r]);
                boolean mean = k[r] == 0 && k[i] == 0;
                result.re()[r][i] = mean ? 0 : Math.cos(angle);
                result.im()[r][i] = mean ? 0 : Math.sin(angle);
            }
        }
        return result;
    }

    /** {@return the iterations of the last flow} */
    int iterations() {
        return iterations;
    }

    /** {@return whether the last flow is, within the tolerance, the one from which it was sought} */
    boolean settled() {
        return iterations == 1 && change <= tolerance;
    }

    /** {@return ∫ 2E:E + E:Σ dx of the last flow over ∫ 2E:E dx, which vanishes but for the iteration's end} */
    double energy() {
        return energy;
    }

    /** {@return the strain that continues the last two flows, as values if they are seen; the next flow is found from there} */
    Plane predict(boolean seen) {
        extrapolate();
        if (seen) {
            square.inverseOnAll(strain, flow.strain(), work);
        }
        return flow.strain();
    }

    /**
     * {@return the flow that concentration, second and fourth moment drive, as values; the same planes each time} It is found from the flow
     * found last, or predicted since.
     */
    Flow solve(Plane c, Plane second, Plane fourth) {
        drive(c, second, fourth);
        double share = fluid.beta() / 8 * mean(c);
        iterations = 0;
        do {
            if (++iterations > MOST) {
                throw new UserError("The velocity was not found in " + MOST + " iterations; expected beta times the"
                        + " largest concentration below 4 and a smaller step.");
            }
            square.inverseOnAll(strain, flow.strain(), work);
            resist(c, fourth);
            square.forwardOnAll(stress, driven, work);
            change = update(share);
        } while (fluid.beta() > 0 && change > tolerance);
        square.inverseOnAll(strain, flow.strain(), work);
        energy = balance(c, fourth);
        motion();
        return flow;
    }

    /** The part of σ that does not depend on the flow: α m₂ - ζβ/2 (c m₂ - m₂* m₄). */
    private void drive(Plane c, Plane second, Plane fourth) {
        double steric = fluid.zeta() * fluid.beta() / 2;
        for (int y = 0; y < square.points(); y++) {
            double[] n = c.re()[y];
            double[] re = second.re()[y];
            double[] im = second.im()[y];
            double[] re4 = fourth.re()[y];
            double[] im4 = fourth.im()[y];
            double[] toRe = active.re()[y];
            double[] toIm = active.im()[y];
            for (int x = 0; x < n.length; x++) {
                double linear = fluid.alpha() - steric * n[x];
                toRe[x] = linear * re[x] + steric * (re[x] * re4[x] + im[x] * im4[x]);
                toIm[x] = linear * im[x] + steric * (re[x] * im4[x] - im[x] * re4[x]);
            }
        }
    }

    /** The next flow is guessed to continue the last two. */
    private void extrapolate() {
        double one = solved == 0 ? 0 : solved == 1 ? 1 : 2;
        double two = solved < 2 ? 0 : -1;
        for (int r = 0; r < square.modes(); r++) {
            combine(before.re()[r], two, strain.re()[r], one);
            combine(before.im()[r], two, strain.im()[r], one);
        }
        Plane guess = before;
        before = strain;
        strain = guess;
        solved = Math.min(solved + 1, 2);
    }

    private static void combine(double[] x, double a, double[] y, double b) {
        for (int i = 0; i < x.length; i++) {
            x[i] = a * x[i] + b * y[i];
        }
    }

    private double mean(Plane c) {
        double sum = 0;
        for (double[] row : c.re()) {
            for (double value : row) {
                sum += value;
            }
        }
        return sum / ((double) square.points() * square.points());
    }

    /** σ with the present ε: what drives and β/2 (c ε + m₄ ε*). */
    private void resist(Plane c, Plane fourth) {
        double half = fluid.beta() / 2;
        for (int y = 0; y < square.points(); y++) {
            double[] n = c.re()[y];
            double[] er = flow.strain().re()[y];
            double[] ei = flow.strain().im()[y];
            sum(stress.re()[y], active.re()[y], half, n, er, fourth.re()[y], er, 1, fourth.im()[y], ei);
            sum(stress.im()[y], active.im()[y], half, n, ei, fourth.im()[y], er, -1, fourth.re()[y], ei);
        }
    }

    /** Writes base + f (n e + p q + s v w). */
    private static void sum(
            double[] to,
            double[] base,
            double f,
            double[] n,
            double[] e,
            double[] p,
            double[] q,
            double s,
            double[] v,
            double[] w) {
        for (int x = 0; x < to.length; x++) {
            to[x] = base[x] + f * (n[x] * e[x] + p[x] * q[x] + s * v[x] * w[x]);
        }
    }

    /** Takes ε over from σ; {@return how much it changed, as a share of its size} */
    private double update(double share) {
        int last = square.modes() - 1;
        double changed = 0;
        double size = 0;
        for (int r = 0; r <= last; r++) {
            double[] sr = driven.re()[r];
            double[] si = driven.im()[r];
            double[] pr = driven.re()[last - r];
            double[] pi = driven.im()[last - r];
            double[] tr = turn.re()[r];
            double[] ti = turn.im()[r];
            double[] er = strain.re()[r];
            double[] ei = strain.im()[r];
            for (int i = 0; i <= last; i++) {
                boolean mean = 2 * r == last && 2 * i == last;
                double re = mean ? 0 : -(sr[i] - tr[i] * pr[last - i] - ti[i] * pi[last - i]) / 8;
                double im = mean ? 0 : -(si[i] - ti[i] * pr[last - i] + tr[i] * pi[last - i]) / 8;
                re = (re + share * er[i]) / (1 + share);
                im = (im + share * ei[i]) / (1 + share);
                changed += (re - er[i]) * (re - er[i]) + (im - ei[i]) * (im - ei[i]);
                size += re * re + im * im + STILL * (sr[i] * sr[i] + si[i] * si[i]);
                er[i] = re;
                ei[i] = im;
            }
        }
        return size == 0 ? 0 : Math.sqrt(changed / size);
    }

    /** The sum of 2E:E + E:Σ over that of 2E:E. */
    private double balance(Plane c, Plane fourth) {
        resist(c, fourth);
        double lost = 0;
        double sum = 0;
        double stresses = 0;
        for (int y = 0; y < square.points(); y++) {
            double[] er = flow.strain().re()[y];
            double[] ei = flow.strain().im()[y];
            double[] sr = stress.re()[y];
            double[] si = stress.im()[y];
            for (int x = 0; x < er.length; x++) {
                double viscous = 4 * (er[x] * er[x] + ei[x] * ei[x]);
                lost += viscous;
                sum += viscous + er[x] * sr[x] + ei[x] * si[x];
                stresses += sr[x] * sr[x] + si[x] * si[x];
            }
        }
        return sum == 0 ? 0 : Math.abs(sum) / (lost + STILL * stresses);
    }

    /** Vorticity ω = -2i ε κ*²/|κ|² and velocity κ ω/|κ|², as values. */
    private void motion() {
        double[] k = square.waves();
        Plane velocity = driven;
        for (int r = 0; r < square.modes(); r++) {
            for (int i = 0; i < square.modes(); i++) {
                double square2 = Math.max(k[r] * k[r] + k[i] * k[i], Double.MIN_NORMAL);
                double er = 2 * strain.im()[r][i];
                double ei = -2 * strain.re()[r][i];
                // κ* κ* κ/|κ|⁴ = κ*/|κ|²
                velocity.re()[r][i] = (er * k[r] + ei * k[i]) / square2;
                velocity.im()[r][i] = (ei * k[r] - er * k[i]) / square2;
            }
        }
        square.inverseOnAll(velocity, flow.velocity(), work);
        for (int r = 0; r < square.modes(); r++) {
            for (int i = 0; i < square.modes(); i++) {
                double vr = velocity.re()[r][i];
                double vi = velocity.im()[r][i];
                // ω κ/|κ|² is the velocity, so ω = velocity κ*
                velocity.re()[r][i] = vr * k[r] + vi * k[i];
                velocity.im()[r][i] = vi * k[r] - vr * k[i];
            }
        }
        square.inverseOnAll(velocity, flow.vorticity(), work);
    }
}
