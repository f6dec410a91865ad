/**
 * Radial basis functions with a centre and a shape each: placed by weighted K-means where a picture or a surface has detail, found again around any point by a
 * tree of centres or by the cells that their supports cover.
 */
@NullMarked
package io.fieldwork.fields.rbf;

import org.jspecify.annotations.NullMarked;
