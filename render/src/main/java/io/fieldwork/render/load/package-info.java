/** What comes in from files that others made. */
@NullMarked
package io.fieldwork.render.load;

import org.jspecify.annotations.NullMarked;
