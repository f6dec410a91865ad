/**
 * Coordinate-aware modulation (CAM; Lee, Rho, Nam, Ko, Park, ICLR 2024): networks whose layers are scaled and shifted by learned grids over
 * some of the coordinates. It knows neither pictures nor scenes.
 */
@NullMarked
package io.fieldwork.fields.modulation;

import org.jspecify.annotations.NullMarked;
