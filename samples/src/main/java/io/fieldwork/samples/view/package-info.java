/**
 * Runs, trainings and files in the viewer, and the same without a window. Whatever reads the parameters of a run happens on a thread of
 * its own, which makes scenes of plain arrays.
 */
@NullMarked
package io.fieldwork.samples.view;

import org.jspecify.annotations.NullMarked;
