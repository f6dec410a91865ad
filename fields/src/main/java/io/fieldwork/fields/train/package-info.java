/**
 * The one training loop and what it needs: tasks, schedules, listeners, results. What a particular task learns, how parameters are changed
 * and how files are kept stay outside.
 */
@NullMarked
package io.fieldwork.fields.train;

import org.jspecify.annotations.NullMarked;
