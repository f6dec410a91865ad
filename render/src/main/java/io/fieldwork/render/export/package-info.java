/**
 * Writers of files for other programs: images, videos, camera paths, grids and series for ParaView, tables as text.
 * They write to streams, except videos, which are files; configuration and run folders are unknown here.
 */
@NullMarked
package io.fieldwork.render.export;

import org.jspecify.annotations.NullMarked;
