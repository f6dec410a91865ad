/**
 * From where and how often something is looked at: frame sources, cameras and their controls, scheduling of frames under a time
 * budget. A frame source is a callback with plain buffers; what computes it is unknown here.
 */
@NullMarked
package io.fieldwork.render.view;

import org.jspecify.annotations.NullMarked;
