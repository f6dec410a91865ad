package io.fieldwork.samples.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.samples.config.Ablation;
import io.fieldwork.samples.config.Ablation.Case;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.run.Session;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedAblationsTest {
    static Stream<String> names() {
        return Shipped.ablations().keySet().stream();
    }

    @Test
    void theyAreDescribed() {
        assertTrue(Shipped.ablations().keySet().containsAll(List.of("allen-cahn", "burgers")));
        Shipped.ablations().forEach((name, text) -> assertTrue(text.length() > 20, name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCaseFitsItsProblemAndIsAnotherJob(String name) {
        List<Case> cases = Ablation.load(name).cases();
        HashSet<String> jobs = new HashSet<>();
        try (NDManager manager = Compute.configured().newManager()) {
            for (Case one : cases) {
                jobs.add(Configuration.complete(one.configuration().job()));
                try (Session session = Session.open(one.configuration().job(), manager, null)) {
                    assertTrue(session.parameters() > 0, one.title());
                }
            }
        }
        assertEquals(cases.size(), jobs.size(), "two cases are the same job");
    }
}
