/**
 * NumPy's files: arrays (NPY) and archives of them (NPZ), mapped into memory where they are stored plainly. It knows
 * bytes and shapes, not the meaning of the numbers.
 */
@NullMarked
package io.fieldwork.fields.npz;

import org.jspecify.annotations.NullMarked;
