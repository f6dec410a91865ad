/** Tables of values as scenes for the viewer: charts, maps, curves and paths, one gallery of modes for each shape of a table. */
@NullMarked
package io.fieldwork.samples.plot;

import org.jspecify.annotations.NullMarked;
