/** Images as files: their size, numbered PNG files, videos. */
@NullMarked
package io.fieldwork.samples.image;

import org.jspecify.annotations.NullMarked;
