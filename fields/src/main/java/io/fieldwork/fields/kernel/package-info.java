/**
 * Fused operations with hand-written adjoints behind one interface, three times: in the engine's own operators (the
 * oracle), on the host over all cores, and on CUDA. A kernel knows arrays and numbers; cameras, fields, tasks and
 * files may not enter.
 */
@NullMarked
package io.fieldwork.fields.kernel;

import org.jspecify.annotations.NullMarked;
