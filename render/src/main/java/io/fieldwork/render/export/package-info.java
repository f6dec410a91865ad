/**
 * What leaves the program for others: grids and series for ParaView, tables as text. Writers write to streams;
 * files, configuration and run folders are unknown here.
 */
@NullMarked
package io.fieldwork.render.export;

import org.jspecify.annotations.NullMarked;
