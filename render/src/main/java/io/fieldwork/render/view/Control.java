package io.fieldwork.render.view;

/**
 * The state of a camera under user control. Controls are values: each input gives the next state. Distances of the
 * pointer are in heights of the window, to the right and downwards; the world's z axis is up.
 */
public sealed interface Control permits Orbit, Fly, PathRide {
    /** The camera in this state. */
    Camera camera();
}
