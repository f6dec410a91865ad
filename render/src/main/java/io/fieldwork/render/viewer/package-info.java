/**
 * The window: its panels, the timeline and the camera under the user's hand. It arranges what the scene and view rooms offer and computes
 * nothing itself. A subject says what is looked at; the desk takes input and draws images, the same for a window and without one; input
 * comes from a window, a script or a test.
 */
@NullMarked
package io.fieldwork.render.viewer;

import org.jspecify.annotations.NullMarked;
