/**
 * Domains of equations: intervals, boxes, discs, polygons, their unions and differences, with time or without, and
 * points drawn inside them and on their boundaries. No tensors and no networks enter.
 */
@NullMarked
package io.fieldwork.pde.domain;

import org.jspecify.annotations.NullMarked;
