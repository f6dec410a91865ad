/**
 * Vector instructions for jets in single and double precision: functions, chains of derivatives, small matrix products. A loop that is
 * specialised by its type has no generic form in Java, so each of them stands here twice.
 */
@NullMarked
package io.fieldwork.fields.jet.vector;

import org.jspecify.annotations.NullMarked;
