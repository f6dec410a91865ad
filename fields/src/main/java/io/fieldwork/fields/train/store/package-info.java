/**
 * Files of training: run folders, checkpoints, atomic files, the cache and digests. It knows names and tensors, not
 * their meaning.
 */
@NullMarked
package io.fieldwork.fields.train.store;

import org.jspecify.annotations.NullMarked;
