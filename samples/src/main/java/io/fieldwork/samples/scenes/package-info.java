/**
 * Short programs that train and show fields the way a user of the library would write them. Each stands alone and is meant to be read;
 * anything two of them share belongs in the library.
 */
@NullMarked
package io.fieldwork.samples.scenes;

import org.jspecify.annotations.NullMarked;
