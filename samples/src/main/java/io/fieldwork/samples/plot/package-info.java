/** Tables of values as figures for the report and the viewer, and as scenes where they lie in space: one gallery of modes for each shape of a table. */
@NullMarked
package io.fieldwork.samples.plot;

import org.jspecify.annotations.NullMarked;
