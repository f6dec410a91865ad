package io.fieldwork.samples.spark;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.batch.Cluster;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;

/** The executors of one Spark application. A job of the sweep is a Spark job of one task, so that each can be cancelled. */
final class SparkCluster implements Cluster {
    private final JavaSparkContext spark;
    private final WorkerTask task;

    SparkCluster(JavaSparkContext spark, WorkerTask task) {
        this.spark = spark;
        this.task = task;
    }

    @Override
    public String run(String job, String order) throws IOException {
        String answer = answer(job, order);
        if (answer.startsWith(WorkerTask.ENDED)) {
            throw new IOException("its process " + answer);
        }
        return answer;
    }

    private String answer(String job, String order) throws IOException {
        try {
            spark.setJobGroup(job, job, true);
            Future<List<String>> answer =
                    spark.parallelize(List.of(order), 1).map(task).collectAsync();
            while (true) {
                try {
                    return answer.get(1, TimeUnit.SECONDS).getFirst();
                } catch (TimeoutException e) {
                    if (spark.sc().isStopped()) {
                        throw new IOException("the cluster is gone", e);
                    }
                }
            }
        } catch (Exception e) {
            if (spark.sc().isStopped()) {
                throw new UserError("Spark has ended the sweep: " + reason(e) + "; repeating the command goes on.", e);
            }
            throw new IOException(reason(e), e);
        }
    }

    /** The first line of the many that Spark says, without its stop. */
    static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("[.]$", "");
    }

    @Override
    public void cancel(String job) {
        spark.sc().cancelJobGroupAndFutureJobs(job);
    }

    @Override
    public void close() {
        spark.close();
    }
}
