package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Unknown;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A group of loss terms that share their points, so that the network is evaluated once for all of them.
 *
 * @param place of the points
 * @param terms residuals by name
 * @param reads all that they read
 */
record Group(Place place, Map<String, Residual> terms, Reads reads) {
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
        List<Nodes> nodes = reads.integrals().entrySet().stream()
                .map(e -> Nodes.of(problem, e.getKey(), e.getValue(), points))
                .toList();
        List<TrialFunction.Prepared> inner =
                nodes.stream().map(n -> model.at(n.points(), n.slots())).toList();
        return new Bound(this, problem, model, points, model.at(points, reads.slots()), nodes, inner);
    }

    /**
     * Jets [slots, n, c] at the points of a group and at the nodes of its integrals, of the network alone or of the unknowns.
     */
    record Jets(NDArray points, List<NDArray> nodes) {
        /** The same after a change of each. */
        Jets map(UnaryOperator<NDArray> change) {
            return new Jets(change.apply(points), nodes.stream().map(change).toList());
        }
    }

    /** A group at certain points, with the evaluation of the model there. */
    record Bound(
            Group group,
            Problem problem,
            TrialFunction model,
            PointSet points,
            TrialFunction.Prepared evaluation,
            List<Nodes> nodes,
            List<TrialFunction.Prepared> inner) {
        /** The same terms at other points. */
        Bound at(PointSet others) {
            return group.at(problem, model, others);
        }

        /** Other terms at the same points, which read no other derivatives. */
        Bound of(Map<String, Residual> terms) {
            return new Bound(
                    new Group(group.place, terms, group.reads), problem, model, points, evaluation, nodes, inner);
        }

        /** The jets of the network alone. */
        Jets bare(Tape tape) {
            return new Jets(
                    evaluation.bare(tape),
                    inner.stream().map(at -> at.bare(tape)).toList());
        }

        /** From the jets of the network to those of the unknowns. */
        Jets composed(Tape tape, Jets bare) {
            return new Jets(
                    evaluation.composed(tape, bare.points),
                    IntStream.range(0, inner.size())
                            .mapToObj(i -> inner.get(i).composed(tape, bare.nodes.get(i)))
                            .toList());
        }

        /** The jets of the unknowns. */
        Jets jets(Tape tape) {
            return composed(tape, bare(tape));
        }

        /** All residuals [n] in the order of the terms, with coefficients by name as scalars. */
        List<NDArray> residuals(Tape tape, Map<String, NDArray> coefficients) {
            return residuals(jets(tape), coefficients);
        }

        /**
         * All residuals [n] of jets of the unknowns in the order of the terms, with coefficients by name, scalars or [n].
         */
        List<NDArray> residuals(Jets jets, Map<String, NDArray> coefficients) {
            Evaluated.Integrals integrals = (integral, outer) -> {
                group.reads.of(integral);
                int at = List.copyOf(group.reads.integrals().keySet()).indexOf(integral);
                return nodes.get(at).sum(problem, model.columns(jets.nodes.get(at)), outer);
            };
            Unknown u = new Unknown(
                    problem,
                    new Evaluated(
                            problem.unknowns(),
                            points,
                            group.reads.slots(),
                            model.columns(jets.points),
                            Coefficients.inUnits(problem, coefficients),
                            integrals));
            return group.terms.entrySet().stream()
                    .map(term -> PinnChecks.named(
                            "In the residual '" + term.getKey() + "'",
                            () -> term.getValue().of(u)))
                    .toList();
        }
    }
}
