/** Letters: a typeface that is read, measured and turned into coverage without a graphics device. */
@NullMarked
package io.fieldwork.render.text;

import org.jspecify.annotations.NullMarked;
