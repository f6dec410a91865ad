/**
 * Scenes that are known exactly, as signed distances, and photographs of them: what readers, samplers and fields are
 * measured against. Numbers are doubles; no tensors.
 */
@NullMarked
package io.fieldwork.fields.scene.exact;

import org.jspecify.annotations.NullMarked;
