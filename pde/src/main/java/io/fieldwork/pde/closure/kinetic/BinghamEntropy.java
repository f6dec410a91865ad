package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.Bingham;
import java.util.stream.IntStream;

/**
 * The balance of ∫∫ ψ log ψ of the Bingham distributions that concentration and second moment stand for, with the density h
 * = c (log c + κr - log 2πI₀): dh = (1 + log c - log 2πI₀) dc + Re(κe^{-2iφ} dm₂). It is exact under the Bingham closure, since
 * 1 - m₄/c = 2r/κ, and a measure of what others make up.
 */
final class BinghamEntropy implements EntropyBalance {
    private static final double MOST = 1 - 1e-6;
    private static final double LEAST = 1e-9;

    private final ActiveFluid fluid;
    private final Square square;

    BinghamEntropy(ActiveFluid fluid, Square square) {
        this.fluid = fluid;
        this.square = square;
    }

    @Override
    public Entropy of(Values values, Plane[] spectra, Flow flow) {
        Plane byC = square.values();
        Plane bySecond = square.values();
        double[][] sums = IntStream.range(0, square.points())
                .parallel()
                .mapToObj(y -> row(y, values, flow, byC, bySecond))
                .toArray(double[][]::new);
        double cell = Math.pow(square.length() / square.points(), 2);
        double total = 0;
        double produced = 0;
        double lost = 0;
        for (double[] sum : sums) {
            total += cell * sum[0];
            produced += cell * sum[1];
            lost += cell * sum[2];
        }
        lost += fluid.translation() * (slopes(byC, spectra[0]) + slopes(bySecond, spectra[1]));
        return new Entropy(total, produced, lost, Double.NaN);
    }

    /** Total, production and loss by turning of a row, and what multiplies dc and dm₂ in dh. */
    private double[] row(int y, Values values, Flow flow, Plane byC, Plane bySecond) {
        double[] sums = new double[3];
        for (int x = 0; x < square.points(); x++) {
            double c = values.concentration().re()[y][x];
            double re = values.second().re()[y][x];
            double im = values.second().im()[y][x];
            double r = Math.min(Math.hypot(re, im) / c, MOST);
            double kappa = Bingham.kappa(r);
            double bessel = Bingham.logBessel(kappa);
            double scale = (r < LEAST ? 2 : kappa / r) / c;
            byC.re()[y][x] = Math.log(c) - bessel;
            bySecond.re()[y][x] = scale * re;
            bySecond.im()[y][x] = scale * im;
            double work = flow.strain().re()[y][x] * re + flow.strain().im()[y][x] * im;
            sums[0] += c * (Math.log(c) + kappa * r - Math.log(2 * Math.PI) - bessel);
            sums[1] += 2 * work + 2 * fluid.zeta() * (re * re + im * im);
            sums[2] += 4 * fluid.rotation() * kappa * r * c;
        }
        return sums;
    }

    /** ∫ Re(∇a*·∇b) dx. */
    private double slopes(Plane a, Plane b) {
        Plane spectrum = square.spectrum();
        square.forward(a, spectrum, square.work());
        double[] k = square.waves();
        double sum = 0;
        for (int r = 0; r < square.modes(); r++) {
            for (int i = 0; i < square.modes(); i++) {
                sum += (k[r] * k[r] + k[i] * k[i])
                        * (spectrum.re()[r][i] * b.re()[r][i] + spectrum.im()[r][i] * b.im()[r][i]);
            }
        }
        return square.length() * square.length() * sum;
    }
}
