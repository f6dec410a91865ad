package io.fieldwork.pde.data;

/**
 * A data set in three parts that share no sample.
 *
 * @param train what is learned from
 * @param validation what settings are chosen by
 * @param test what is reported
 * @param generatedSeconds how long solving and writing took just now; 0 if everything was on disk
 */
public record DataSplits(DataSet train, DataSet validation, DataSet test, double generatedSeconds) {}
