package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradients of residuals with respect to the parameters, one row a point. A residual is pointwise in the jet, so
 * one reverse pass from all points to the jet gives every point's own derivative; the network turns these into
 * gradients of its parameters. Coefficients are scalars by name, of which some are learned.
 */
record PointGradients(Group.Bound bound, Map<String, NDArray> coefficients, List<Parameter> learned) {
    /**
     * Residual [n] and gradients [n, P] of the term of an index in the group; for pairs of opposite points n counts
     * pairs.
     */
    NDArray[] of(int term) {
        NDArray jet;
        try (Tape off = Tape.forwardOnly()) {
            jet = leaf(bound.evaluation().bare(off));
        }
        Map<String, NDArray> each = new HashMap<>(coefficients);
        learned.forEach(p -> each.put(
                name(p),
                leaf(p.value().stopGradient().broadcast(new Shape(bound.points().size())))));
        NDArray residual;
        try (Tape tape = Tape.open()) {
            residual = bound.residuals(bound.evaluation().composed(tape, jet), each)
                    .get(term);
            tape.backward(residual, residual.getManager().ones(residual.getShape(), residual.getDataType()));
        }
        NDList columns = new NDList(bound.evaluation().jacobian(Tape.gradient(jet)));
        learned.forEach(p -> columns.add(Tape.gradient(each.get(name(p))).expandDims(1)));
        return new NDArray[] {residual.stopGradient(), folded(NDArrays.concat(columns, 1), residual.size())};
    }

    private static String name(Parameter coefficient) {
        return coefficient.name().substring(coefficient.name().indexOf('/') + 1);
    }

    private static NDArray leaf(NDArray values) {
        NDArray leaf = values.stopGradient().duplicate();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** The gradient of a difference between opposite points is that of both together. */
    private static NDArray folded(NDArray rows, long residuals) {
        return rows.getShape().get(0) == residuals
                ? rows
                : rows.get(new NDIndex(":" + residuals)).add(rows.get(new NDIndex(residuals + ":")));
    }
}
