package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import java.util.List;

/** The gate v + z (u - v) on jets. */
final class HostGate extends HostElementwise {
    HostGate(Slots slots) {
        super(slots, 3, 0);
    }

    @Override
    <A> Worker<A> worker(JetArithmetic<A> arithmetic) {
        var leibniz = new HostLeibniz<>(arithmetic, rules.product());
        int size = rules.slots().size() * SEGMENT;
        return new Worker<>() {
            @Override
            public void forward(List<A> operands, A result, int length) {
                arithmetic.copy(operands.get(2), 0, result, 0, size);
                arithmetic.add(-1, operands.get(2), 0, operands.get(1), 0, size);
                leibniz.forward(operands.get(0), operands.get(1), result, length);
            }

            @Override
            public void adjoint(List<A> operands, A gradient, List<A> gradients, int length) {
                arithmetic.add(-1, operands.get(2), 0, operands.get(1), 0, size);
                leibniz.adjoint(operands.get(0), operands.get(1), gradient, gradients.get(0), gradients.get(1), length);
                arithmetic.copy(gradient, 0, gradients.get(2), 0, size);
                arithmetic.add(-1, gradients.get(1), 0, gradients.get(2), 0, size);
            }
        };
    }
}
