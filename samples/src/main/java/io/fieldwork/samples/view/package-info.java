/**
 * What comes out of the engine as something to look at: subjects for the viewer, whose scenes are made of plain arrays that a thread of
 * their own computes from a run, and the same without a window.
 */
@NullMarked
package io.fieldwork.samples.view;

import org.jspecify.annotations.NullMarked;
