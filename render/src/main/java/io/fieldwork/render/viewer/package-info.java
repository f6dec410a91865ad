/**
 * The window: its panels, the timeline and the controls of a training that is watched live. It arranges what the scene and view rooms
 * offer and computes nothing itself.
 */
@NullMarked
package io.fieldwork.render.viewer;

import org.jspecify.annotations.NullMarked;
