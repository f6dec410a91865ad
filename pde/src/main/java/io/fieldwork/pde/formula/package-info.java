/** Equations written as text, such as {@code u_t + u*u_x = nu*u_xx}, and the problems that consist of them. */
@NullMarked
package io.fieldwork.pde.formula;

import org.jspecify.annotations.NullMarked;
