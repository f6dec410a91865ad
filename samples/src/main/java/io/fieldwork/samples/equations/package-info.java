/**
 * Short programs that solve equations the way a user of the library would write them. Each stands alone and is meant to be read;
 * anything two of them share belongs in the library.
 */
@NullMarked
package io.fieldwork.samples.equations;

import org.jspecify.annotations.NullMarked;
