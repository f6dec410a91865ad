package io.fieldwork.pde.stagger;

import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What stands in a flow, given by places relative to its middle in units of its half size: along the stream and across. */
public enum Body {
    /** A disc, in space a ball. */
    DISC,
    /** A rectangle, in space a block. */
    BOX,
    /** Two walls that leave a bent way from one opening to another; of a plane alone. */
    PIPE,
    /** Thick in front and thin behind. */
    WING,
    /** Two bars across each other. */
    CROSS;

    /**
     * {@return the body of a name in a configuration}
     *
     * @throws UserError if there is none
     */
    public static Body of(String key, String name) {
        return Arrays.stream(values())
                .filter(body -> body.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(key + " is " + name + "; expected some of "
                        + Arrays.stream(values()).map(Body::toString).collect(Collectors.joining(", ")) + "."));
    }

    /** Whether a place [axes], the stream along the last axis, is inside. */
    boolean contains(double[] place) {
        double along = place[place.length - 1];
        double across = 0;
        double farthest = 0;
        for (int k = 0; k < place.length - 1; k++) {
            across += place[k] * place[k];
            farthest = Math.max(farthest, Math.abs(place[k]));
        }
        return switch (this) {
            case DISC -> along * along + across <= 1;
            case BOX -> Math.abs(along) <= 1 && farthest <= 1;
            case PIPE -> false;
            case WING ->
                Math.abs(along) <= 1 && Math.sqrt(across) <= 0.45 * Math.sqrt((1 + along) / 2) * (1 - along) + 0.1;
            case CROSS -> Math.abs(along) <= 0.4 && farthest <= 1 || Math.abs(along) <= 1 && farthest <= 0.4;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
