/**
 * What leaves the screen: PNG, EXR, video, and grids for ParaView. Each writer writes beside its target and renames, so that nothing
 * half-written is left. Configuration and run folders are unknown here.
 */
@NullMarked
package io.fieldwork.render.export;

import org.jspecify.annotations.NullMarked;
