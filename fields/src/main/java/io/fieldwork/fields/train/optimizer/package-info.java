/**
 * Optimisers, their options, and their interface to a task: the objective, its loss, its linearisation. Nothing here
 * draws samples, saves files or knows the task.
 */
@NullMarked
package io.fieldwork.fields.train.optimizer;

import org.jspecify.annotations.NullMarked;
