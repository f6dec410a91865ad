package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import java.util.List;

/** A nonlinearity on jets with a bias that all points share. */
final class HostActivation extends HostElementwise {
    private final Activation function;

    HostActivation(Activation function, Slots slots) {
        super(slots, 1, 1);
        this.function = function;
    }

    @Override
    <A> Worker<A> worker(JetArithmetic<A> arithmetic) {
        var nonlinearity = new HostNonlinearity<>(arithmetic, function, rules, SEGMENT);
        return new Worker<>() {
            @Override
            public void forward(List<A> operands, A result, int length) {
                arithmetic.add(1, operands.get(1), 0, operands.get(0), 0, length);
                nonlinearity.forward(operands.get(0), result, length, false);
            }

            @Override
            public void adjoint(List<A> operands, A gradient, List<A> gradients, int length) {
                arithmetic.add(1, operands.get(1), 0, operands.get(0), 0, length);
                nonlinearity.prepare(operands.get(0), length);
                nonlinearity.adjoint(operands.get(0), gradient, length);
                arithmetic.copy(gradient, 0, gradients.get(0), 0, rules.slots().size() * SEGMENT);
                arithmetic.copy(gradient, 0, gradients.get(1), 0, length);
            }
        };
    }
}
