package io.fieldwork.render.viewer;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The playback of the union of all subjects' instants. Each subject shows its last instant not after the present. */
final class Timeline {
    private static final double START_RATE = 10;
    /** Part of the largest time by which instants of two subjects may differ by rounding alone. */
    private static final double SAME = 1e-14;

    private double[] times;
    private double place;
    private double rate = START_RATE;
    private boolean playing;
    private boolean looping = true;

    Timeline(Collection<List<Double>> subjects) {
        times = union(subjects);
    }

    /** Sets other instants, from their first. */
    void show(Collection<List<Double>> subjects) {
        times = union(subjects);
        place = 0;
        playing = false;
    }

    private static double[] union(Collection<List<Double>> subjects) {
        return subjects.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Whether anything changes with time. */
    boolean moves() {
        return times.length > 1;
    }

    double start() {
        return times.length == 0 ? 0 : times[0];
    }

    double end() {
        return times.length == 0 ? 0 : times[times.length - 1];
    }

    /** The present. */
    double now() {
        return times.length == 0 ? 0 : times[(int) place];
    }

    int instants() {
        return times.length;
    }

    /** Index of the present instant. */
    int instant() {
        return (int) place;
    }

    /** Goes to the instant nearest to a time. */
    void seek(double time) {
        int best = 0;
        for (int i = 1; i < times.length; i++) {
            if (Math.abs(times[i] - time) < Math.abs(times[best] - time)) {
                best = i;
            }
        }
        place = best;
    }

    /** Steps some instants forward, or back, and stops playing. */
    void step(int by) {
        playing = false;
        place = Math.clamp((long) place + by, 0, Math.max(0, times.length - 1));
    }

    /** Starts or stops; started at its end it begins anew. */
    void play(boolean on) {
        playing = on && moves();
        if (playing && !looping && (int) place == times.length - 1) {
            place = 0;
        }
    }

    boolean isPlaying() {
        return playing;
    }

    void loop(boolean on) {
        looping = on;
    }

    boolean isLooping() {
        return looping;
    }

    /** Instants in a second. */
    double rate() {
        return rate;
    }

    void rate(double perSecond) {
        rate = perSecond;
    }

    /** Advances in time. */
    void advance(double seconds) {
        if (!playing) {
            return;
        }
        place += rate * seconds;
        if (looping) {
            place %= times.length;
        } else if (place >= times.length - 1) {
            place = times.length - 1;
            playing = false;
        }
    }

    /** The index of the last of some times that is not after the present, or 0; of one that is the present itself. */
    int instantOf(List<Double> known) {
        double[] own = known.stream().mapToDouble(Double::doubleValue).toArray();
        int present = Arrays.binarySearch(own, now());
        if (present >= 0) {
            return present;
        }
        double now = now() + SAME * Math.max(Math.abs(start()), Math.abs(end()));
        int found = Arrays.binarySearch(own, now);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }
}
