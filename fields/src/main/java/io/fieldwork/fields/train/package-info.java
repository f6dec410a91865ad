/**
 * The one training loop and what it needs: tasks, optimisers, schedules, listeners, checkpoints, run folders, metrics
 * of images. What a particular task learns may not enter.
 */
@NullMarked
package io.fieldwork.fields.train;

import org.jspecify.annotations.NullMarked;
