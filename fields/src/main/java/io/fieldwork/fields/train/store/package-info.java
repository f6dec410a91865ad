/** Files of training: run folders, checkpoints, atomic files, cache, digests. The meaning of tensors stays outside. */
@NullMarked
package io.fieldwork.fields.train.store;

import org.jspecify.annotations.NullMarked;
