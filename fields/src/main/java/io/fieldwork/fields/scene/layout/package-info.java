/**
 * Captures as other programs lay them out, written: images with cameras in double precision, sparse points, masks. What is
 * written here is read by {@code scene.capture}.
 */
@NullMarked
package io.fieldwork.fields.scene.layout;

import org.jspecify.annotations.NullMarked;
