package io.fieldwork.pde.pinn;

import static io.fieldwork.pde.pinn.TrialResiduals.constant;
import static io.fieldwork.pde.pinn.TrialResiduals.difference;
import static io.fieldwork.pde.pinn.TrialResiduals.inside;
import static io.fieldwork.pde.pinn.TrialResiduals.rms;

import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Equation;
import io.fieldwork.pde.equation.Scaling.Range;
import io.fieldwork.pde.pinn.TrialResiduals.State;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The range of an unknown of which the data say one constant only, as its equations let it change. */
record ConstantRange(TrialResiduals trial, BalancedSize balance) {
    private static final double SATURATION = 20;
    private static final double QUADRATIC = 1e-4;
    private static final double ROUNDING = 1e-9;

    /** The range of an unknown, and of those linked to it, that is this constant, or at most so large. */
    Range of(String unknown, List<String> linked, double middle, double most) {
        double change = isShifted(linked, most) ? balance.of(linked, middle, Map.of()) : 0;
        if (change > 0) {
            return new Range(middle, change);
        }
        Range whole = new Range(0, Math.max(most, saturation(unknown, most)));
        return finite(unknown, whole) ? whole : new Range(middle, change(unknown, middle));
    }

    /** Whether equations do not change if some unknowns are shifted by a constant of their size, and conditions are linear. */
    private boolean isShifted(List<String> linked, double constant) {
        State wave = (u, p, d) -> trial.wave(linked.contains(u) ? new Range(0, constant) : Range.UNIT, u, p, d);
        State shifted = (u, p, d) -> wave.at(u, p, d) + (d.order() == 0 && linked.contains(u) ? constant : 0);
        State twice = (u, p, d) -> 2 * wave.at(u, p, d);
        for (Equation e : trial.problem().equations()) {
            double[] more = trial.of(inside(e), shifted);
            double[] less = trial.of(inside(e), wave);
            if (rms(difference(more, less)) > ROUNDING * rms(less)) {
                return false;
            }
        }
        for (Condition condition : trial.problem().conditions()) {
            double[] zero = trial.of(condition, (u, p, d) -> 0);
            double[] one = difference(trial.of(condition, wave), zero);
            double[] two = difference(trial.of(condition, twice), zero);
            if (rms(difference(difference(two, one), one)) > ROUNDING * (rms(one) + rms(zero))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the equations have finite values for waves of a range, and not those of a steep reaction at absolute zero. */
    private boolean finite(String unknown, Range range) {
        return trial.problem().equations().stream()
                .allMatch(e -> Double.isFinite(
                        rms(trial.of(inside(e), (u, p, d) -> u.equals(unknown) ? trial.wave(range, u, p, d) : 0))));
    }

    /** The size of a wave about a constant that is as large in the equations as the constant itself, 1 to 10 % of it. */
    private double change(String unknown, double constant) {
        double least = 0.01 * Math.abs(constant);
        double most = trial.problem().equations().stream()
                .mapToDouble(e -> {
                    double[] rest = trial.of(inside(e), constant(u -> u.equals(unknown) ? constant : 0));
                    double[] added = trial.of(
                            inside(e),
                            (u, p, d) -> u.equals(unknown) ? trial.wave(new Range(constant, least), u, p, d) : 0);
                    Arrays.setAll(added, i -> added[i] - rest[i]);
                    return rms(added) > 0 ? least * rms(rest) / rms(added) : 0;
                })
                .max()
                .orElse(0);
        return Math.clamp(most, least, 10 * least);
    }

    /**
     * The size at which terms of second order of an unknown, whose only known value is a constant, balance those of
     * first order, such as the capacity of a growing population; 0 if it is not within a few times the constant, or there
     * are terms of higher order, such as radiation.
     */
    private double saturation(String unknown, double constant) {
        double linear = 0;
        double second = 0;
        for (Equation e : trial.problem().equations()) {
            double[][] values = IntStream.range(0, 4)
                    .mapToObj(k -> trial.of(inside(e), multiple(unknown, k * constant)))
                    .toArray(double[][]::new);
            int n = values[0].length;
            double[] bend = new double[n];
            double[] slope = new double[n];
            double[] higher = new double[n];
            for (int i = 0; i < n; i++) {
                bend[i] = (values[2][i] - 2 * values[1][i] + values[0][i]) / 2;
                slope[i] = values[1][i] - values[0][i] - bend[i];
                higher[i] = values[3][i] - 3 * values[2][i] + 3 * values[1][i] - values[0][i];
            }
            if (rms(higher) > QUADRATIC * rms(bend)) {
                return 0;
            }
            linear = Math.max(linear, rms(slope));
            second = Math.max(second, rms(bend));
        }
        double size = constant * linear / second;
        return size <= SATURATION * constant ? size : 0;
    }

    private State multiple(String unknown, double factor) {
        return (u, p, d) -> u.equals(unknown) ? factor * trial.wave(Range.UNIT, u, p, d) : 0;
    }
}
