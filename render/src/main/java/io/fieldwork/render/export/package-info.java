/**
 * What leaves the program for others: images, videos, camera paths, grids and series for ParaView, tables as text. Writers write to
 * streams, but for videos, which are files; configuration and run folders are unknown here.
 */
@NullMarked
package io.fieldwork.render.export;

import org.jspecify.annotations.NullMarked;
