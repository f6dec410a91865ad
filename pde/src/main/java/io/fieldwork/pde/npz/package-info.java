/**
 * Files of named arrays, whatever program wrote them: NumPy, MATLAB, HDF5, text. They are mapped into memory where they are
 * stored plainly. It knows bytes and shapes, not the meaning of the numbers.
 */
@NullMarked
package io.fieldwork.pde.npz;

import org.jspecify.annotations.NullMarked;
