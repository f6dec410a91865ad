/**
 * What neural operators learn from: pairs of fields on regular grids, made by our own solvers in double precision, kept on disk by what they
 * are, or read from NumPy and HDF5 files. It knows no network.
 */
@NullMarked
package io.fieldwork.pde.data;

import org.jspecify.annotations.NullMarked;
