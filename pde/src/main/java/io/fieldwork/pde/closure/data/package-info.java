/** Recorded runs of an active fluid: made by the kinetic equation, or read from files of others. */
@NullMarked
package io.fieldwork.pde.closure.data;

import org.jspecify.annotations.NullMarked;
