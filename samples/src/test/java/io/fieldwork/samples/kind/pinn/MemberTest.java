package io.fieldwork.samples.kind.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.pinn.CollocationOptionsBuilder;
import io.fieldwork.pde.pinn.PinnOptions;
import io.fieldwork.pde.pinn.PinnOptionsBuilder;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.pde.reference.AnalyticSolution;
import io.fieldwork.samples.kind.Export;
import io.fieldwork.samples.kind.ExportOptions;
import io.fieldwork.samples.report.Exhibit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pictures and tables of a family are those of one member. */
class MemberTest {
    private final NDManager manager = Compute.choose("cpu").newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static Problem family() {
        return Problem.on(Domain.interval("x", 0, 1).time(0, 1).parameter("nu", 1, 3))
                .named("family", "u_t = nu u_xx")
                .equation("heat", u -> u.t().sub(u.xx().mul(u.at("nu"))))
                .condition(Condition.initial("u", p -> p[1]));
    }

    private static GridSolution truth() {
        return AnalyticSolution.of(
                "u",
                p -> p[0] + p[1] * p[2],
                GridAxis.interval("t", 0, 1, 3),
                GridAxis.interval("x", 0, 1, 5),
                GridAxis.of("nu", 1, 1.5, 3));
    }

    private PinnRun run(Problem problem) {
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(NetworkOptionsBuilder.builder()
                        .layers(1)
                        .width(4)
                        .precision("double")
                        .build())
                .collocation(CollocationOptionsBuilder.builder()
                        .points(16)
                        .initial(8)
                        .build())
                .build();
        return new PinnRun(PinnSession.open(manager, problem, options, null), "test");
    }

    private static ExportOptions options(boolean reference, Map<String, Double> at) {
        return new ExportOptions(new int[0], null, List.of(), reference, at);
    }

    @Test
    void aMemberIsExported() {
        try (PinnSession session = run(family()).training()) {
            Export export = new PinnRun(session, "test")
                    .export(options(false, Map.of("nu", 2.5)))
                    .orElseThrow();
            assertEquals("nu = 2.5", export.member());
            List<GridAxis> few = List.of(GridAxis.of("t", 0.5), GridAxis.of("x", 0.1, 0.9));
            GridSolution table = export.solution().apply(few);
            assertEquals(List.of("t", "x"), table.coordinates());
            double[][] points = {{0.5, 0.1, 2.5}, {0.5, 0.9, 2.5}};
            assertArrayEquals(session.solution().at("u", points), table.values("u"));
            assertEquals(
                    List.of("t", "x"),
                    export.axes().stream().map(GridAxis::name).toList());
        }
    }

    @Test
    void theMiddleOfAReferenceIsShown() {
        Problem measured = family().truth("exact", MemberTest::truth);
        try (PinnSession session = run(measured).training()) {
            PinnRun run = new PinnRun(session, "test");
            Export export = run.export(options(true, Map.of())).orElseThrow();
            assertEquals("nu = 1.5", export.member());
            double[] known = export.solution().apply(export.axes()).values("u_reference");
            assertEquals(0.5 + 0.25 * 1.5, known[6], 1e-12);
            List<Exhibit> pictures = new ArrayList<>();
            run.evaluate(Split.TEST, 10, pictures::add);
            assertTrue(pictures.size() >= 3, "a map, slices and a spectrum");
            SolutionEvaluation evaluation = new SolutionEvaluation(measured, session::solution);
            assertEquals(List.of("t", "x"), evaluation.table(5).coordinates());
        }
        try (PinnSession session = run(family()).training()) {
            List<Exhibit> pictures = new ArrayList<>();
            new PinnRun(session, "test").evaluate(Split.TEST, 10, pictures::add);
            assertEquals(1, pictures.size());
        }
    }

    @Test
    void mistakesAreNamed() {
        try (PinnSession session =
                run(family().truth("exact", MemberTest::truth)).training()) {
            PinnRun run = new PinnRun(session, "test");
            assertEquals("--at nu is 9.0; expected 1.0 to 3.0.", message(run, false, Map.of("nu", 9.0)));
            assertEquals("--at mu: expected a parameter of the problem, nu.", message(run, false, Map.of("mu", 1.0)));
            assertTrue(message(run, true, Map.of("nu", 2.0)).contains("has no values at nu = 2.0"));
        }
    }

    private static String message(PinnRun run, boolean reference, Map<String, Double> at) {
        return assertThrows(UserError.class, () -> run.export(options(reference, at)))
                .getMessage();
    }
}
