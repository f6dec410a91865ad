package io.fieldwork.samples.plot;

import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Subject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/**
 * All that there is to see of something at one moment of its training, computed before it is asked for.
 *
 * @param showings by the name of the mode, the usual one first
 * @param times instants, increasing; none if it stands still
 * @param bounds the box around all scenes
 */
public record Gallery(SequencedMap<String, Showing> showings, List<Double> times, Subject.Bounds bounds) {
    private static final Scene PAPER = new Scene(Color.WHITE, List.of());

    /** Copies the lists. */
    public Gallery {
        showings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(showings));
        times = List.copyOf(times);
    }

    /**
     * What is to be seen at an instant.
     *
     * @param figure charts, if it is flat
     * @param scene things in space, or on the first chart
     */
    public record View(Optional<Figure> figure, Scene scene) {
        /** Charts alone. */
        public static View of(Figure figure) {
            return new View(Optional.of(figure), PAPER);
        }

        /** Things in space alone. */
        public static View of(Scene scene) {
            return new View(Optional.empty(), scene);
        }
    }

    /** One mode: what is to be seen by the number of an instant, or 0, made of arrays that are there already. */
    public interface Showing extends IntFunction<View> {}

    /** {@return the names of the modes, the usual one first} */
    public List<String> modes() {
        return List.copyOf(showings.keySet());
    }

    /** {@return what is to be seen in one of {@link #modes} at the number of a time, or 0} */
    public View view(String mode, int instant) {
        Showing showing = showings.get(mode);
        if (showing == null) {
            throw new IllegalArgumentException("no mode '" + mode + "' among " + modes());
        }
        return showing.apply(instant);
    }
}
