/**
 * Records that YAML maps to, one family for each kind of job, and the way from a file to them: reading, overriding,
 * checking keys against the records, writing the complete configuration back. Nothing here opens data, touches a device
 * or prints.
 */
@NullMarked
package io.fieldwork.samples.config;

import org.jspecify.annotations.NullMarked;
