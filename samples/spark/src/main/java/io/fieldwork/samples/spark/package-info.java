/** Sweeps on the machines of an Apache Spark cluster: one Spark task a job, done by worker processes beside Spark's executors. */
@NullMarked
package io.fieldwork.samples.spark;

import org.jspecify.annotations.NullMarked;
