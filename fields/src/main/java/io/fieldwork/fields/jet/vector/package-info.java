/**
 * Vector instructions for jets in single and double precision: functions, chains of derivatives, small matrix products.
 * Java has no generic form of such loops: the build makes {@code DoubleArithmetic}, {@code DoubleChains}, {@code
 * DoubleFunctions} and {@code DoubleMatrix} from their single-precision forms.
 */
@NullMarked
package io.fieldwork.fields.jet.vector;

import org.jspecify.annotations.NullMarked;
