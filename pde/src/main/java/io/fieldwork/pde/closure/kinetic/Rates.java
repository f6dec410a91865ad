package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.pde.closure.ActiveFluid;

/**
 * How moments change but by diffusion: ∂mₙ/∂t = -∇·(u mₙ) + (n/2)(iω mₙ + τ mₙ₋₂ - τ* mₙ₊₂) - (V₀/2)(∂* mₙ₊₁ + ∂ mₙ₋₁) with
 * τ = ε + ζ m₂ and ∂ = ∂/∂x + i ∂/∂y. In this form the mean of c stays as it is, and the two-thirds rule removes what aliases,
 * so it is the advective form. A moment costs three transforms along y and two of the kept modes along x.
 */
final class Rates {
    private final ActiveFluid fluid;
    private final Square square;
    private final Hierarchy hierarchy;
    private final Workspaces workspaces;
    private final Plane torque;

    Rates(ActiveFluid fluid, Square square, Hierarchy hierarchy, Workspaces workspaces) {
        this.fluid = fluid;
        this.square = square;
        this.hierarchy = hierarchy;
        this.workspaces = workspaces;
        torque = square.values();
    }

    /** Takes τ over from a flow. */
    void prepare(Values values, Flow flow) {
        double zeta = fluid.zeta();
        for (int y = 0; y < square.points(); y++) {
            add(torque.re()[y], flow.strain().re()[y], zeta, values.second().re()[y]);
            add(torque.im()[y], flow.strain().im()[y], zeta, values.second().im()[y]);
        }
    }

    private static void add(double[] to, double[] a, double f, double[] b) {
        for (int x = 0; x < to.length; x++) {
            to[x] = a[x] + f * b[x];
        }
    }

    /** Writes the rate of a moment, by its index, as a spectrum. */
    void rate(int index, Values values, Flow flow, Plane[] spectra, Plane rate) {
        int n = hierarchy.stride() * index;
        try (Workspace space = workspaces.take()) {
            Plane moment = values.moment(n);
            for (int y = 0; y < square.points(); y++) {
                turn(n, y, values, flow, space.turned());
                carry(moment, flow.velocity().re()[y], y, space.alongX());
                carry(moment, flow.velocity().im()[y], y, space.alongY());
            }
            transform(space, rate);
        }
        if (fluid.speed() > 0) {
            swim(index, spectra, rate);
        }
    }

    /** (n/2)(iω mₙ + τ mₙ₋₂ - τ* mₙ₊₂) in a row. */
    private void turn(int n, int y, Values values, Flow flow, Plane to) {
        double[] re = to.re()[y];
        double[] im = to.im()[y];
        double half = 0.5 * n;
        double[] w = flow.vorticity().re()[y];
        double[] mr = values.moment(n).re()[y];
        double[] mi = values.moment(n).im()[y];
        for (int x = 0; x < re.length; x++) {
            re[x] = -half * w[x] * mi[x];
            im[x] = half * w[x] * mr[x];
        }
        if (n > 0) {
            Plane low = values.moment(Math.abs(n - 2));
            Plane high = values.moment(n + 2);
            double sign = n < 2 ? -1 : 1;
            double[] tr = torque.re()[y];
            double[] ti = torque.im()[y];
            couple(re, half, tr, low.re()[y], -1, high.re()[y], -half, ti, sign, low.im()[y], high.im()[y]);
            couple(im, half, ti, low.re()[y], 1, high.re()[y], -half, tr, -sign, low.im()[y], high.im()[y]);
        }
    }

    /** Adds f p (a + s b) + g q (t c + d). */
    private static void couple(
            double[] to,
            double f,
            double[] p,
            double[] a,
            double s,
            double[] b,
            double g,
            double[] q,
            double t,
            double[] c,
            double[] d) {
        for (int x = 0; x < to.length; x++) {
            to[x] += f * p[x] * (a[x] + s * b[x]) + g * q[x] * (t * c[x] + d[x]);
        }
    }

    private static void carry(Plane moment, double[] speed, int y, Plane to) {
        double[] mr = moment.re()[y];
        double[] mi = moment.im()[y];
        double[] re = to.re()[y];
        double[] im = to.im()[y];
        for (int x = 0; x < re.length; x++) {
            re[x] = speed[x] * mr[x];
            im[x] = speed[x] * mi[x];
        }
    }

    private void transform(Workspace space, Plane rate) {
        int points = square.points();
        square.rows().forward(space.turned(), 0, points);
        square.rows().forward(space.alongX(), 0, points);
        square.rows().forward(space.alongY(), 0, points);
        double[] k = square.waves();
        for (int column = 0; column < square.modes(); column++) {
            int row = square.place(column);
            double[] vr = space.alongY().re()[row];
            double[] vi = space.alongY().im()[row];
            add(space.turned().re()[row], space.turned().re()[row], k[column], vi);
            add(space.turned().im()[row], space.turned().im()[row], -k[column], vr);
        }
        square.transpose(space.turned(), space.work(), 0, points);
        square.transpose(space.alongX(), space.second(), 0, points);
        square.rows().forward(space.work(), 0, square.width());
        square.rows().forward(space.second(), 0, square.width());
        double scale = 1.0 / ((double) points * points);
        for (int r = 0; r < square.modes(); r++) {
            int row = square.place(r);
            derive(
                    rate.re()[r],
                    scale,
                    space.work().re()[row],
                    k[r],
                    space.second().im()[row]);
            derive(
                    rate.im()[r],
                    scale,
                    space.work().im()[row],
                    -k[r],
                    space.second().re()[row]);
        }
    }

    private static void derive(double[] to, double scale, double[] a, double k, double[] b) {
        for (int i = 0; i < to.length; i++) {
            to[i] = scale * (a[i] + k * b[i]);
        }
    }

    /** Subtracts (V₀/2)(∂* mₙ₊₁ + ∂ mₙ₋₁), where m₋₁ is the conjugate of m₁. */
    private void swim(int index, Plane[] spectra, Plane rate) {
        double[] k = square.waves();
        double half = -0.5 * fluid.speed();
        int last = square.modes() - 1;
        for (int r = 0; r <= last; r++) {
            for (int i = 0; i <= last; i++) {
                double re = 0;
                double im = 0;
                if (index < hierarchy.last()) {
                    double a = spectra[index + 1].re()[r][i];
                    double b = spectra[index + 1].im()[r][i];
                    re += k[i] * a - k[r] * b;
                    im += k[i] * b + k[r] * a;
                }
                boolean mirrored = index == 0;
                Plane low = spectra[Math.abs(index - 1)];
                double a = mirrored ? low.re()[last - r][last - i] : low.re()[r][i];
                double b = mirrored ? -low.im()[last - r][last - i] : low.im()[r][i];
                re += -k[i] * a - k[r] * b;
                im += -k[i] * b + k[r] * a;
                rate.re()[r][i] += half * re;
                rate.im()[r][i] += half * im;
            }
        }
    }
}
