/**
 * Runs of configurations: opening, training into a run folder, measuring, picturing. Commands above only parse and
 * print; the kinds of job are behind {@code Session}.
 */
@NullMarked
package io.fieldwork.samples.run;

import org.jspecify.annotations.NullMarked;
