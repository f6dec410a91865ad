/**
 * Sweeps: many jobs from one grid of settings, on this machine or on a cluster. A job here is a configuration and a run folder; how one
 * is trained is not this room's business.
 */
@NullMarked
package io.fieldwork.samples.batch;

import org.jspecify.annotations.NullMarked;
