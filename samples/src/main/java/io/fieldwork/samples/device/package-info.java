/**
 * What a device is worth, in one report: commands of this program as processes of their own, one after another within a given time, so
 * that one that fails, hangs or is cut off takes nothing from the others. Tensors and kinds of job may not enter.
 */
@NullMarked
package io.fieldwork.samples.device;

import org.jspecify.annotations.NullMarked;
