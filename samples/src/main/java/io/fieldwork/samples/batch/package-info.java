/**
 * Sweeps: many jobs from one file of settings, one after another on this machine. A job here is a configuration and a
 * run folder; its training belongs elsewhere.
 */
@NullMarked
package io.fieldwork.samples.batch;

import org.jspecify.annotations.NullMarked;
