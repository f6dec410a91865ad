package io.fieldwork.pde.pinn;

import static io.fieldwork.pde.pinn.TrialResiduals.constant;

import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Unknowns that interfaces of a problem make equal, so that they have one range. */
record LinkedUnknowns(TrialResiduals trial) {
    /** An unknown, and those that interfaces make equal to it. */
    List<String> of(String unknown) {
        List<String> all = new ArrayList<>(List.of(unknown));
        for (int i = 0; i < all.size(); i++) {
            String member = all.get(i);
            trial.problem().unknowns().stream()
                    .filter(other -> !all.contains(other)
                            && trial.problem().conditions().stream()
                                    .anyMatch(condition -> isContinuity(condition, member, other)))
                    .toList()
                    .forEach(all::add);
        }
        return all;
    }

    /** Whether a condition at an interface asks for the difference of two unknowns, whatever their values are. */
    private boolean isContinuity(Condition condition, String one, String other) {
        if (!(condition.place() instanceof Place.Interface)) {
            return false;
        }
        double[] zero = trial.of(condition, (u, p, d) -> 0);
        double[] first = trial.of(condition, constant(u -> u.equals(one) ? 1 : 0));
        double[] both = trial.of(condition, constant(u -> u.equals(one) || u.equals(other) ? 1 : 0));
        return IntStream.range(0, zero.length)
                .allMatch(i -> Math.abs(both[i] - zero[i]) < 1e-6 * Math.abs(first[i] - zero[i]));
    }
}
