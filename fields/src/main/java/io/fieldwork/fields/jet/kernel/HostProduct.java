package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import java.util.List;

/** The product of two jets. */
final class HostProduct extends HostElementwise {
    HostProduct(Slots slots) {
        super(slots, 2, 0);
    }

    @Override
    <A> Worker<A> worker(JetArithmetic<A> arithmetic) {
        var leibniz = new HostLeibniz<>(arithmetic, rules.product());
        return new Worker<>() {
            @Override
            public void forward(List<A> operands, A result, int length) {
                leibniz.forward(operands.get(0), operands.get(1), result, length);
            }

            @Override
            public void adjoint(List<A> operands, A gradient, List<A> gradients, int length) {
                leibniz.adjoint(operands.get(0), operands.get(1), gradient, gradients.get(0), gradients.get(1), length);
            }
        };
    }
}
