/**
 * NumPy's files: arrays (NPY) and archives of them (NPZ), mapped into memory where they are stored plainly. It knows bytes and shapes; what the
 * numbers mean belongs elsewhere.
 */
@NullMarked
package io.fieldwork.pde.npz;

import org.jspecify.annotations.NullMarked;
