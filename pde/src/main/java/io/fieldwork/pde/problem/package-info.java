/**
 * The benchmark equations, one readable file each: equation, domain, data, good starting values, and the reference
 * solution it is measured against. No solver and no training code enters.
 */
@NullMarked
package io.fieldwork.pde.problem;

import org.jspecify.annotations.NullMarked;
