/**
 * The benchmark equations, one file each: equation, domain, data, good starting values, and the reference solution. No
 * solver and no training code enters.
 */
@NullMarked
package io.fieldwork.pde.problem;

import org.jspecify.annotations.NullMarked;
