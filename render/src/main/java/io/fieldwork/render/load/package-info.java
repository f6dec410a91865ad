/** Readers of files that other programs wrote. */
@NullMarked
package io.fieldwork.render.load;

import org.jspecify.annotations.NullMarked;
