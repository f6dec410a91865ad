package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradients of residuals with respect to the parameters, one row a point. A residual is pointwise in the jets, those
 * at its point and at the nodes of its integrals, so one reverse pass from all points to the jets gives every point's own
 * derivative; the network turns these into gradients of its parameters. Coefficients are scalars by name, of which some
 * are learned.
 */
record PointGradients(Group.Bound bound, Map<String, NDArray> coefficients, List<Parameter> learned) {
    /**
     * Residual [n] and gradients [n, P] of the term of an index in the group; for pairs of opposite points n counts
     * pairs.
     */
    NDArray[] of(int term) {
        Group.Jets jets;
        try (Tape off = Tape.forwardOnly()) {
            jets = bound.bare(off).map(PointGradients::leaf);
        }
        Map<String, NDArray> each = new HashMap<>(coefficients);
        learned.forEach(p -> each.put(
                Coefficients.name(p),
                leaf(p.value().stopGradient().broadcast(new Shape(bound.points().size())))));
        NDArray residual;
        try (Tape tape = Tape.open()) {
            residual = bound.residuals(bound.composed(tape, jets), each).get(term);
            tape.backward(residual, residual.getManager().ones(residual.getShape(), residual.getDataType()));
        }
        NDArray network = folded(bound.evaluation().jacobian(Tape.gradient(jets.points())), residual.size());
        for (int i = 0; i < bound.inner().size(); i++) {
            NDArray own = Tape.gradient(jets.nodes().get(i));
            network = network.add(folded(bound.inner().get(i).jacobian(own), residual.size()));
        }
        NDList columns = new NDList(network);
        learned.forEach(p ->
                columns.add(folded(Tape.gradient(each.get(Coefficients.name(p))).expandDims(1), residual.size())));
        return new NDArray[] {residual.stopGradient(), NDArrays.concat(columns, 1)};
    }

    private static NDArray leaf(NDArray values) {
        NDArray leaf = values.stopGradient().duplicate();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** The gradient of a residual of several points, a difference or an integral, is that of all of them together. */
    private static NDArray folded(NDArray rows, long residuals) {
        return rows.getShape().get(0) == residuals
                ? rows
                : rows.reshape(-1, residuals, rows.getShape().get(1)).sum(new int[] {0});
    }
}
