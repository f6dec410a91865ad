package io.fieldwork.samples.spark;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.batch.Cluster;
import io.fieldwork.samples.batch.Cluster.Needs;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Apache Spark. An executor does one job at a time and reserves its processors, memory and devices for it. Every setting of
 * Spark can be given as a system property, such as {@code -Dspark.task.cpus=4}, and goes before what is set here.
 */
public final class SparkEngine implements Cluster.Engine {
    private static final String LOGGER = "org.slf4j.simpleLogger.";
    private static final int LEAST_MEMORY = 512;

    /** For {@link java.util.ServiceLoader}. */
    public SparkEngine() {}

    @Override
    public Cluster connect(Needs needs) {
        quieten();
        SparkConf conf = new SparkConf()
                .setMaster(needs.master())
                .setAppName("fieldwork " + needs.name())
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.locality.wait", "0")
                .setIfMissing("spark.executor.memory", memory(needs) + "m");
        int processors = conf.getInt("spark.task.cpus", 1);
        conf.setIfMissing("spark.executor.cores", Integer.toString(processors));
        conf.setIfMissing("spark.cores.max", Integer.toString(Math.multiplyExact(processors, needs.jobs())));
        File own = archive();
        if (own.isFile()) {
            conf.setJars(new String[] {own.getPath()});
        }
        try {
            return new SparkCluster(new JavaSparkContext(conf), new WorkerTask(needs));
        } catch (Exception e) { // Spark throws checked ones that it does not declare
            throw new UserError(
                    "--spark is " + needs.master() + ", where no Spark answers: " + SparkCluster.reason(e) + ".", e);
        }
    }

    /** Spark warns of much that is as it should be; what ends a sweep comes as an exception. {@code --verbose} shows all. */
    private static void quieten() {
        if ("warn".equals(System.getProperty(LOGGER + "defaultLogLevel"))) {
            System.setProperty(LOGGER + "log.org.apache", "off");
            System.setProperty(LOGGER + "log.org.apache.spark.scheduler.TaskSchedulerImpl", "warn");
        }
    }

    /** Spark takes the heap of an executor for its memory; what the job needs is beside it. */
    private static long memory(Needs needs) {
        return Math.max(LEAST_MEMORY, (long) Math.ceil(1024 * needs.memory()));
    }

    /** Where these classes are from, which executors need as well. */
    private static File archive() {
        try {
            URI here = SparkEngine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(here).toFile();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
