package io.fieldwork.pde.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.pinn.PinnOptions;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.pde.pinn.Trials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two materials and a family as formulas, in units of their own, trained against their solutions. */
class FormulaMaterialsTest {
    private static double error(Problem problem, long steps) {
        PinnOptions options = Trials.broyden(12, 150, 30, 20, steps);
        try (NDManager manager = Compute.choose("cpu").newManager();
                PinnSession session = PinnSession.open(manager, problem, options, null)) {
            session.trainer(null, List.of()).run();
            return session.task().evaluate().get("relativeL2");
        }
    }

    /** Copper that heats itself beside plastic that conducts 2000 times worse: 0.005 K within, 30 K across. */
    @Test
    void aSourceInAGoodConductorIsSeenThroughABadOne() {
        Problem problem = Texts.of("x: 0, 0.05")
                .unknowns("A", "B")
                .with(Map.of("k", 400.0, "K", 0.2, "q", 1e4))
                .region("copper", "0", "0.02")
                .region("plastic", "0.02", "0.05")
                .in("copper", "d(k*A_x, x) + q = 0")
                .in("plastic", "d(K*B_x, x) = 0")
                .on("left", "A_n = 0")
                .on("copper/plastic", "A = B", "k*A_n = K*B_n")
                .on("right", "B = 300")
                .solved("A", "330 + q/(2*k)*(0.02^2 - x^2)")
                .solved("B", "300 + q*0.02/K*(0.05 - x)")
                .build();
        double error = error(problem, 200);
        assertTrue(error < 1e-4, error + " of 330 K");
    }

    @Test
    void aFamilyOfTanksThatEmpty() {
        Problem problem = Texts.of("t: 0, 600", "V_t = -c*V")
                .unknowns("V")
                .parameter("c", "1e-3", "5e-3")
                .on("initial", "V = 200")
                .solved("V", "200*exp(-c*t)")
                .build();
        double error = error(problem, 150);
        assertTrue(error < 1e-3, "" + error);
    }

    /** A wall in metres and kelvin, and the same in units of its thickness and of the difference in temperature. */
    @Test
    void lossesOfTwoMaterialsAreTheSameInAllUnits() {
        Problem wall = Texts.of("x: 0, 0.3")
                .unknowns("T", "S")
                .with(Map.of("k", 0.8, "K", 0.04, "h", 25.0))
                .region("brick", "0", "0.2")
                .region("foam", "domain - brick")
                .in("brick", "k*T_xx = 0")
                .in("foam", "K*S_xx = 0")
                .on("left", "T = 293")
                .on("brick/foam", "T = S", "k*T_n = K*S_n")
                .on("right", "K*S_n = -h*(S - 263)")
                .build();
        Problem unit = Texts.of("x: 0, 1")
                .unknowns("T", "S")
                .region("brick", "0", "2/3")
                .region("foam", "domain - brick")
                .in("brick", "T_xx = 0")
                .in("foam", "S_xx = 0")
                .on("left", "T = 1")
                .on("brick/foam", "T = S", "20*T_n = S_n")
                .on("right", "0.04/(25*0.3)*S_n = -(S + 1)")
                .build();
        List<Double> metres = FormulaTrainingTest.losses(wall);
        List<Double> lengths = FormulaTrainingTest.losses(unit);
        for (int i = 0; i < metres.size(); i++) {
            assertEquals(lengths.get(i), metres.get(i), 1e-3 * lengths.get(i), metres + " and " + lengths);
        }
    }
}
