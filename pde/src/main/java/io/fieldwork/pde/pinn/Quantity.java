package io.fieldwork.pde.pinn;

import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;

/** An unknown or one of its derivatives, whose index such as {@code xx} is empty for the value. */
record Quantity(String unknown, String index) {
    /**
     * The quantity of a name such as {@code u} or {@code u_xx}; a {@link UserError} if there is no such unknown or
     * derivative.
     */
    static Quantity of(Problem problem, String name) {
        if (problem.unknowns().contains(name)) {
            return new Quantity(name, "");
        }
        int split = name.lastIndexOf('_');
        String unknown = name.substring(0, Math.max(split, 0));
        if (!problem.unknowns().contains(unknown) || split == name.length() - 1) {
            throw new UserError("There is no '" + name + "'; expected an unknown of "
                    + String.join(", ", problem.unknowns()) + ", or a derivative of one such as "
                    + problem.unknowns().getFirst() + "_"
                    + problem.domain().coordinates().getLast() + ".");
        }
        String index = name.substring(split + 1);
        Derivative.of(index, problem.domain().coordinates());
        return new Quantity(unknown, index);
    }
}
