/**
 * Optimisers, their options, and what they see of a task: the objective, its loss, its linearisation. Nothing here draws samples, saves
 * files or knows what is learned.
 */
@NullMarked
package io.fieldwork.fields.train.optimizer;

import org.jspecify.annotations.NullMarked;
