/**
 * Files of training: run folders, checkpoints, whole files by renaming, the cache and digests. It knows names and tensors; what they mean
 * may not enter.
 */
@NullMarked
package io.fieldwork.fields.train.store;

import org.jspecify.annotations.NullMarked;
