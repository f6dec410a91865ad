/** The list of the kinds of job that the program knows. */
@NullMarked
package io.fieldwork.samples;

import org.jspecify.annotations.NullMarked;
