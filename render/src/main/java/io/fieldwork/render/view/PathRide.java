package io.fieldwork.render.view;

/**
 * A camera control that follows a path.
 *
 * @param path of the ride
 * @param time on the path, seconds
 * @param playing whether time goes on; it stops at the end of the path
 */
public record PathRide(CameraPath path, float time, boolean playing) implements Control {
    /** Keeps the time on the path. */
    public PathRide {
        time = Math.clamp(time, path.start(), path.end());
    }

    /** The state some seconds later. */
    public PathRide advance(float seconds) {
        return playing ? new PathRide(path, time + seconds, time + seconds <= path.end()) : this;
    }

    @Override
    public Camera camera() {
        return path.at(time);
    }
}
