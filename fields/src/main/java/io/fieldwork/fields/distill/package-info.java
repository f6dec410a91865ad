/**
 * Progressive volume distillation: a trained field of one architecture teaches a field of any other, level by level, from features
 * to densities and colours to pixels. Distillation is a task of the one training loop; no second loop and no architecture lives
 * here.
 */
@NullMarked
package io.fieldwork.fields.distill;

import org.jspecify.annotations.NullMarked;
