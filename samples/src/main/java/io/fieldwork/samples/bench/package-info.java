/** Benchmarks that print ratios against a named reference measured in the same process. They time; they test nothing. */
@NullMarked
package io.fieldwork.samples.bench;

import org.jspecify.annotations.NullMarked;
