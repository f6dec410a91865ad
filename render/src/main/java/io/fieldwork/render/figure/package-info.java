/**
 * Charts: a {@link io.fieldwork.render.figure.Figure} says what is shown, {@link io.fieldwork.render.figure.FigureLayout} measures it
 * by the typeface and makes a flat {@link io.fieldwork.render.figure.Drawing} of it, which
 * {@link io.fieldwork.render.figure.SvgPainter} writes as SVG and {@link io.fieldwork.render.figure.DrawingPainter} draws by OpenGL.
 */
@NullMarked
package io.fieldwork.render.figure;

import org.jspecify.annotations.NullMarked;
