package io.fieldwork.pde.pinn;

import static io.fieldwork.pde.pinn.TrialResiduals.constant;
import static io.fieldwork.pde.pinn.TrialResiduals.difference;
import static io.fieldwork.pde.pinn.TrialResiduals.inside;
import static io.fieldwork.pde.pinn.TrialResiduals.rms;

import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Scaling.Range;
import io.fieldwork.pde.pinn.TrialResiduals.State;
import java.util.List;
import java.util.Map;

/** The size of unknowns at which their terms balance the others, in the equations or else in the conditions of a problem. */
record BalancedSize(TrialResiduals trial) {
    /**
     * The size at which what unknowns that are linked add to the equations, or to the conditions, is as large as the rest of
     * them, on whichever side of an interface it is larger; 0 if nothing is known. They are counted from a base.
     */
    double of(List<String> linked, double base, Map<String, Range> ranges) {
        State rest = constant(u -> linked.contains(u) ? base : 0);
        double most = 0;
        for (String member : linked) {
            double own = balance(member, rest, ranges);
            most = Math.max(most, own);
            for (Condition condition : trial.problem().conditions()) {
                if (condition.place() instanceof Place.Interface) {
                    double flux = added(condition, member);
                    for (String other : linked) {
                        double answer = added(condition, other);
                        most = answer > 0 ? Math.max(most, own * flux / answer) : most;
                    }
                }
            }
        }
        return most;
    }

    /** The size of what a wave of an unknown alone adds to a condition. */
    private double added(Condition condition, String unknown) {
        double[] zero = trial.of(condition, (u, p, d) -> 0);
        return rms(difference(trial.of(condition, trial.alone(unknown)), zero));
    }

    /** That of one unknown, counted from a base in the conditions. */
    double balance(String unknown, State base, Map<String, Range> ranges) {
        State without = (u, p, d) -> u.equals(unknown) ? 0 : trial.wave(ranges.getOrDefault(u, Range.UNIT), u, p, d);
        State with = (u, p, d) -> u.equals(unknown) ? trial.wave(Range.UNIT, u, p, d) : without.at(u, p, d);
        double size = trial.problem().equations().stream()
                .mapToDouble(e -> balance(inside(e), without, with))
                .max()
                .orElse(0);
        return size > 0
                ? size
                : trial.problem().conditions().stream()
                        .mapToDouble(c -> balance(
                                c,
                                base,
                                (u, p, d) ->
                                        base.at(u, p, d) + trial.alone(unknown).at(u, p, d)))
                        .max()
                        .orElse(0);
    }

    private double balance(Condition term, State without, State with) {
        double[] rest = trial.of(term, without);
        double[] added = trial.of(term, with);
        double change = rms(difference(added, rest));
        return change > 0 ? rms(rest) / change : 0;
    }
}
