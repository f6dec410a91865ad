package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An equation of order six, as those of phase-field crystals. */
class SixthOrderTest {
    /** u - u_xxxxxx = 2 sin x, so that u = sin x. */
    private static Problem crystal() {
        return Problem.on(Domain.interval("x", 0, 2 * Math.PI).periodic("x"))
                .named("crystal", "u - u_xxxxxx = 2 sin x")
                .equation("crystal", u -> u.value().sub(u.d("xxxxxx")).sub(u.given(p -> 2 * Math.sin(p[0]))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "host"})
    void itIsSolved(String kernels) {
        PinnOptions small = Trials.small(80);
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(small.field())
                .collocation(Trials.points(64, 0, false))
                .train(small.train())
                .build();
        try (NDManager manager = Compute.choose("cpu").newManager();
                PinnSession session = PinnSession.open(manager, crystal(), options, kernels)) {
            session.trainer(null, List.of()).run();
            for (double x = 0.1; x < 6; x += 0.7) {
                double[][] point = {{x}};
                assertEquals(Math.sin(x), session.solution().at("u", point)[0], 1e-2);
                assertEquals(-Math.sin(x), session.solution().at("u", "xxxxxx", point)[0], 1e-2);
            }
        }
    }
}
