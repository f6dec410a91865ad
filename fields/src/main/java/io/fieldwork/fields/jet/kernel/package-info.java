/**
 * Jets through dense layers and activations, with hand-written adjoints, three times: in the engine's own operators (the oracle), on the
 * host over all cores, and on CUDA. Networks and equations may not enter.
 */
@NullMarked
package io.fieldwork.fields.jet.kernel;

import org.jspecify.annotations.NullMarked;
