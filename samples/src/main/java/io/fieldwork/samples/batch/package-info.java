/**
 * Many jobs from one file of settings: ablations one after another, sweeps some at a time, and their results. A job here is a
 * configuration and a run folder; its training belongs elsewhere.
 */
@NullMarked
package io.fieldwork.samples.batch;

import org.jspecify.annotations.NullMarked;
