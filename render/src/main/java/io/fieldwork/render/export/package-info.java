/**
 * What leaves the program for others: grids and series for ParaView, tables as text. Each file is written beside its target and renamed,
 * so that no half-written one is left. Configuration and run folders are unknown here.
 */
@NullMarked
package io.fieldwork.render.export;

import org.jspecify.annotations.NullMarked;
