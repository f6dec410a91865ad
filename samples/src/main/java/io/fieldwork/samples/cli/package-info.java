/** The {@code fieldwork} command: one class for each subcommand, which parses, calls the packages below, and prints. */
@NullMarked
package io.fieldwork.samples.cli;

import org.jspecify.annotations.NullMarked;
