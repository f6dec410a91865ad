/**
 * Readers of mesh files that other programs wrote. Each makes a draft of points and what connects them; one assembly checks it, cuts
 * polygons into triangles, leaves out what is not finite, and moves it to where single precision suffices.
 */
@NullMarked
package io.fieldwork.render.load;

import org.jspecify.annotations.NullMarked;
