package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Unknown;
import java.util.List;
import java.util.Map;

/**
 * A group of loss terms that share their points, so that the network is evaluated once for all of them.
 *
 * @param place of the points
 * @param terms residuals by name
 * @param slots all derivatives they read
 */
record Group(Place place, Map<String, Residual> terms, Slots slots) {
    /** Names of the terms, in order. */
    List<String> names() {
        return List.copyOf(terms.keySet());
    }

    /** Whether these are initial conditions, be they the problem's or the continuation of an earlier time window. */
    boolean initial() {
        return place instanceof Place.Initial || terms.keySet().stream().allMatch(name -> name.startsWith("initial_"));
    }

    /** The group at certain points, for repeated evaluation. */
    Bound at(Problem problem, TrialFunction model, PointSet points) {
        return new Bound(this, problem, model, points, model.at(points, slots));
    }

    /** A group at certain points, with the evaluation of the model there. */
    record Bound(
            Group group, Problem problem, TrialFunction model, PointSet points, TrialFunction.Prepared evaluation) {
        /** The same terms at other points. */
        Bound at(PointSet others) {
            return group.at(problem, model, others);
        }

        /** Other terms at the same points, which read no other derivatives. */
        Bound of(Map<String, Residual> terms) {
            return new Bound(new Group(group.place, terms, group.slots), problem, model, points, evaluation);
        }

        /** All residuals [n] in the order of the terms, with coefficients by name as scalars. */
        List<NDArray> residuals(Tape tape, Map<String, NDArray> coefficients) {
            return residuals(evaluation.evaluate(tape), coefficients);
        }

        /**
         * All residuals [n] of a jet of the unknowns [slots, n, c] in the order of the terms, with coefficients by
         * name, scalars or [n].
         */
        List<NDArray> residuals(NDArray jet, Map<String, NDArray> coefficients) {
            NDArray[] columns = model.columns(jet);
            Unknown u =
                    new Unknown(problem, new Evaluated(problem.unknowns(), points, group.slots, columns, coefficients));
            return group.terms.entrySet().stream()
                    .map(term -> PinnChecks.named(
                            "In the residual '" + term.getKey() + "'",
                            () -> term.getValue().of(u)))
                    .toList();
        }
    }
}
