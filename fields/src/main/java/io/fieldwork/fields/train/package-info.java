/** The training loop with its tasks, schedules, listeners and results. Particular tasks and files stay outside. */
@NullMarked
package io.fieldwork.fields.train;

import org.jspecify.annotations.NullMarked;
