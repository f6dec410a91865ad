/**
 * Kinetic theory of an active fluid and closures of its moment equations: the Bingham closure and learned ones. The
 * full kinetic solver is here as their reference; general spectral machinery is not.
 */
@NullMarked
package io.fieldwork.pde.closure;

import org.jspecify.annotations.NullMarked;
