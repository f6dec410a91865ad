/**
 * Networks of coordinates with derivatives: embeddings, architectures as functions of (input, weights), and the two engines that
 * differentiate them in space and time. Equations, rays and images stay outside.
 */
@NullMarked
package io.fieldwork.fields.network;

import org.jspecify.annotations.NullMarked;
