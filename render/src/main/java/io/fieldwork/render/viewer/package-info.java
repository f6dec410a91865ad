/**
 * The interactive viewer: its window, panels, timeline and camera. It combines the scene and view packages and computes
 * nothing itself. A subject gives the content; the core handles input and draws images, for a window or offscreen;
 * input comes from a window, a script or a test.
 */
@NullMarked
package io.fieldwork.render.viewer;

import org.jspecify.annotations.NullMarked;
