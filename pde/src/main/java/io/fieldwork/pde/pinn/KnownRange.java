package io.fieldwork.pde.pinn;

import static io.fieldwork.pde.pinn.TrialResiduals.rms;

import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Scaling.Range;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.jspecify.annotations.Nullable;

/** The range of an unknown that is given, or that follows from its initial, boundary and measured values. */
record KnownRange(TrialResiduals trial, LinkedUnknowns links, ConstantRange constant) {
    private static final double CONSTANT = 1e-3;

    /** The range that is given or follows from values; null if there is none, or they are zero. */
    @Nullable
    Range of(String unknown) {
        List<String> linked = links.of(unknown);
        for (String member : linked) {
            Range given = trial.problem().scaling().ranges().get(member);
            if (given != null) {
                return given;
            }
        }
        DoubleSummaryStatistics values = new DoubleSummaryStatistics();
        if (trial.problem().exact() == null) {
            trial.problem().conditions().stream()
                    .flatMapToDouble(condition ->
                            linked.stream().flatMapToDouble(member -> Arrays.stream(values(condition, member))))
                    .forEach(values::accept);
        } else {
            values.accept(largest(x -> trial.problem().exact().offset(unknown, x)));
        }
        double most = Math.max(Math.abs(values.getMin()), Math.abs(values.getMax()));
        if (values.getCount() == 0 || !(most > 0) || Double.isInfinite(most)) {
            return null;
        }
        double half = (values.getMax() - values.getMin()) / 2;
        double middle = (values.getMax() + values.getMin()) / 2;
        if (half > CONSTANT * most) {
            return near(Math.abs(middle) > half ? new Range(middle, half) : new Range(0, most));
        }
        return near(constant.of(unknown, linked, middle, most));
    }

    /** The greatest absolute value of a function in the domain. */
    double largest(Function<DerivativeStructure[], DerivativeStructure> function) {
        int d = trial.problem().domain().dimensions();
        return Arrays.stream(trial.points(new Place.Interior()).host())
                .map(p -> Arrays.stream(p)
                        .mapToObj(x -> new DerivativeStructure(d, 1, x))
                        .toArray(DerivativeStructure[]::new))
                .mapToDouble(x -> Math.abs(function.apply(x).getValue()))
                .max()
                .orElse(0);
    }

    /** The values [n] that a condition asks of one unknown, if it is linear in that one's value and reads no other. */
    private double[] values(Condition condition, String unknown) {
        if (condition.place() instanceof Place.Opposite) {
            return new double[0];
        }
        double[] zero = trial.of(condition, (u, p, d) -> 0);
        double step = Math.max(1, rms(zero));
        double[] one = trial.of(condition, TrialResiduals.constant(u -> u.equals(unknown) ? step : 0));
        double[] two = trial.of(condition, TrialResiduals.constant(u -> u.equals(unknown) ? 2 * step : 0));
        double[] others = trial.of(condition, TrialResiduals.constant(u -> u.equals(unknown) ? 0 : step));
        DoubleStream.Builder roots = DoubleStream.builder();
        for (int i = 0; i < zero.length; i++) {
            double slope = (one[i] - zero[i]) / step;
            if (slope == 0 && zero[i] == 0 && others[i] == 0) {
                continue;
            }
            boolean linear = Math.abs(two[i] - 2 * one[i] + zero[i]) <= 1e-6 * Math.abs(one[i] - zero[i]);
            if (slope == 0 || !linear || others[i] != zero[i]) {
                return new double[0];
            }
            roots.accept(-zero[i] / slope);
        }
        return roots.build().toArray();
    }

    /** The unit range in place of one that is near to it. */
    static Range near(Range range) {
        return range.near() ? Range.UNIT : range;
    }
}
