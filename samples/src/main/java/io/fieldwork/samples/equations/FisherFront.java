package io.fieldwork.samples.equations;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.pinn.CollocationOptionsBuilder;
import io.fieldwork.pde.pinn.PinnOptions;
import io.fieldwork.pde.pinn.PinnOptionsBuilder;
import io.fieldwork.pde.pinn.PinnSession;
import java.util.List;

/**
 * A population that spreads, u_t = u_xx + u (1 - u) (Fisher 1937), from a hump in the middle of an island, u = 0 on its
 * shores. Shows how an equation that the project does not know is written and solved.
 */
public final class FisherFront {
    private FisherFront() {}

    /**
     * {@return the solution of the equation on [-5, 5] for t in [0, 2] at some points, u [n]}
     *
     * @param points [n][2], time first
     */
    public static double[] solve(double[]... points) {
        Problem island = Problem.on(Domain.interval("x", -5, 5).time(0, 2))
                .named("fisher", "u_t = u_xx + u (1 - u)")
                .equation(
                        "fisher",
                        u -> u.t().sub(u.xx()).sub(u.value().sub(u.value().square())))
                .condition(Condition.initial("u", p -> Math.exp(-p[1] * p[1])))
                .condition(Condition.dirichlet("u", p -> 0));
        try (NDManager manager = Compute.choose("cpu").newManager();
                PinnSession session = PinnSession.open(manager, island, options(), null)) {
            session.trainer(null, List.of()).run();
            return session.solution().at("u", points);
        }
    }

    /** Two layers of twenty in double precision, 2000 points, 300 quasi-Newton steps: a few seconds. */
    private static PinnOptions options() {
        return PinnOptionsBuilder.builder()
                .field(NetworkOptionsBuilder.builder()
                        .layers(2)
                        .width(20)
                        .precision("double")
                        .build())
                .collocation(CollocationOptionsBuilder.builder()
                        .points(2000)
                        .initial(200)
                        .boundary(200)
                        .build())
                .train(TrainOptionsBuilder.builder()
                        .steps(300L)
                        .optimizer(BroydenOptions.defaults())
                        .build())
                .build();
    }

    /** Prints the population in the middle and near the shore at the end. */
    public static void main(String[] arguments) {
        double[] u = solve(new double[] {2, 0}, new double[] {2, 4});
        System.out.printf("u(2, 0) = %.5f, u(2, 4) = %.5f%n", u[0], u[1]);
    }
}
