/**
 * Trained radiance fields turned into grids that are drawn without a network: opacity and spherical-harmonic colour in
 * bricks of a lattice. Their renderer may not enter.
 */
@NullMarked
package io.fieldwork.fields.bake;

import org.jspecify.annotations.NullMarked;
