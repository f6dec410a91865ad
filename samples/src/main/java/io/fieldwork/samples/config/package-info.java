/**
 * The way from YAML to the records of whatever kinds of job it is given: reading, overriding, checking keys against the records,
 * writing the complete configuration back; and what is shipped. Nothing here opens data, touches a device or prints.
 */
@NullMarked
package io.fieldwork.samples.config;

import org.jspecify.annotations.NullMarked;
