package io.fieldwork.fields.jet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.Slots;
import java.util.List;
import org.junit.jupiter.api.Test;

class JetRulesTest {
    private static final List<String> COORDINATES = List.of("x", "y");

    @Test
    void fourthDerivativeAlongOneCoordinate() {
        JetRules rules = JetRules.of(Slots.covering(COORDINATES, "xxxx"));
        assertEquals(
                List.of(
                        new JetRules.Term(1, 1, List.of(4)),
                        new JetRules.Term(4, 2, List.of(1, 3)),
                        new JetRules.Term(3, 2, List.of(2, 2)),
                        new JetRules.Term(6, 3, List.of(1, 1, 2)),
                        new JetRules.Term(1, 4, List.of(1, 1, 1, 1))),
                rules.chain().get(4));
        assertEquals(List.of(List.of(1, 2, 3, 4)), rules.pure());
        assertEquals(List.of(), rules.mixed());
    }

    @Test
    void termsCountTheSetPartitionsAndTheSubsets() {
        for (Slots slots : JetCase.SLOTS) {
            JetRules rules = JetRules.of(slots);
            int[] bell = {1, 1, 2, 5, 15, 52, 203};
            for (int k = 1; k < slots.size(); k++) {
                int order = slots.derivatives().get(k).order();
                assertEquals(
                        bell[order],
                        rules.chain().get(k).stream()
                                .mapToInt(JetRules.Term::coefficient)
                                .sum());
                assertEquals(
                        1 << order,
                        rules.product().get(k).stream()
                                .mapToInt(JetRules.Pair::coefficient)
                                .sum());
            }
        }
    }
}
