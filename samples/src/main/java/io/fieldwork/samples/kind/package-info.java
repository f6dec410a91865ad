/**
 * The interface of commands to all kinds of job: the configuration as a {@code Job}, the {@code Session} that it opens,
 * and the abilities that a session may have. Each kind has a package of its own below, which knows no other.
 */
@NullMarked
package io.fieldwork.samples.kind;

import org.jspecify.annotations.NullMarked;
