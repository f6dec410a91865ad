package io.fieldwork.render.view;

/**
 * A camera control that follows a path.
 *
 * @param path of the ride
 * @param time on the path, seconds
 * @param speed seconds of the path in a second, may be negative
 * @param playing whether time goes on
 * @param looping whether the ride starts again at its end; otherwise it stops there
 */
public record PathRide(CameraPath path, float time, float speed, boolean playing, boolean looping) implements Control {
    /** Keeps the time on the path. */
    public PathRide {
        time = Math.clamp(time, path.start(), path.end());
    }

    /**
     * Advances in time.
     *
     * @param seconds since the last call
     * @return the next state
     */
    public PathRide advance(float seconds) {
        float length = path.end() - path.start();
        if (!playing || length == 0) {
            return this;
        }
        float next = time + speed * seconds;
        boolean over = next < path.start() || next > path.end();
        if (over && looping) {
            float phase = (next - path.start()) % length;
            next = path.start() + (phase < 0 ? phase + length : phase);
        }
        return new PathRide(path, next, speed, looping || !over, looping);
    }

    /**
     * Jumps to a time.
     *
     * @param moment seconds on the path
     * @return the next state
     */
    public PathRide scrub(float moment) {
        return new PathRide(path, moment, speed, playing, looping);
    }

    /** Toggles between playing and paused. */
    public PathRide toggle() {
        return new PathRide(path, time, speed, !playing, looping);
    }

    @Override
    public Camera camera() {
        return path.at(time);
    }
}
