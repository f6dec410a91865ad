package io.fieldwork.samples.plot;

import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Subject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * All that there is to see of something at one moment of its training, computed before it is asked for.
 *
 * @param showings by the name of the mode, the usual one first
 * @param times instants, increasing; none if it stands still
 * @param bounds the box around all modes
 */
public record Gallery(SequencedMap<String, Showing> showings, List<Double> times, Subject.Bounds bounds) {
    /** Copies the lists. */
    public Gallery {
        showings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(showings));
        times = List.copyOf(times);
    }

    /** One mode. */
    public interface Showing {
        /**
         * What is to be seen.
         *
         * @param instant number of a time, or 0
         * @return the scene, made of arrays that are there already
         */
        Scene at(int instant);
    }

    /**
     * The names of the modes.
     *
     * @return the usual one first
     */
    public List<String> modes() {
        return List.copyOf(showings.keySet());
    }

    /**
     * What is to be seen.
     *
     * @param mode one of {@link #modes}
     * @param instant number of a time, or 0
     * @return the scene
     */
    public Scene scene(String mode, int instant) {
        Showing showing = showings.get(mode);
        if (showing == null) {
            throw new IllegalArgumentException("no mode '" + mode + "' among " + modes());
        }
        return showing.at(instant);
    }
}
