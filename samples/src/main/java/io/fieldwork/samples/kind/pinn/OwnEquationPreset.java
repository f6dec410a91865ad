package io.fieldwork.samples.kind.pinn;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The method for a user's own equation where the configuration names none: a small network in double precision, fewer
 * points, and Adam before self-scaled Broyden steps. It is left alone if the network, the optimiser or a block that changes
 * the loss during training is given, and for shipped problems.
 */
public final class OwnEquationPreset {
    private static final List<String> METHODS = List.of("field", "causal", "balance", "curriculum", "pseudoTime");
    private static final int POINTS = 2000;

    private OwnEquationPreset() {}

    /** Fills the method into a whole configuration that leaves it open. */
    public static void complete(ObjectNode configuration) {
        boolean own = configuration.path("problem").hasNonNull("equations")
                || configuration.path("problem").hasNonNull("type");
        boolean chosen = METHODS.stream().anyMatch(configuration::hasNonNull)
                || configuration.path("train").hasNonNull("optimizer");
        if (own && !chosen) {
            fill(configuration);
        }
    }

    private static void fill(ObjectNode configuration) {
        configuration.putObject("field").put("layers", 3).put("width", 30).put("precision", "double");
        ObjectNode collocation = block(configuration, "collocation");
        if (!collocation.hasNonNull("points")) {
            collocation.put("points", POINTS);
        }
        ObjectNode train = block(configuration, "train");
        if (!train.hasNonNull("rate")) {
            train.put("rate", 5e-3);
        }
        ObjectNode optimizer =
                train.putObject("optimizer").put("type", "phases").put("steps", 500);
        optimizer.putObject("first").put("type", "adam").put("beta2", 0.999);
        optimizer.putObject("then").put("type", "ssbroyden");
    }

    private static ObjectNode block(ObjectNode configuration, String key) {
        return configuration.get(key) instanceof ObjectNode there ? there : configuration.putObject(key);
    }
}
