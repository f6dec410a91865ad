/**
 * Configurations in YAML, mapped to the records of the given kinds of job: reading, overriding, checking keys against
 * the records, writing the complete configuration back; and the shipped resources. Nothing here opens data, touches a
 * device or prints.
 */
@NullMarked
package io.fieldwork.samples.config;

import org.jspecify.annotations.NullMarked;
