package io.fieldwork.samples.spark;

import io.fieldwork.samples.batch.Cluster.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;

/**
 * What an executor does: it gives an order to a worker process of its machine and takes the answer. A cancelled task ends
 * when its worker has written the checkpoint.
 */
final class WorkerTask implements Function<String, String> {
    /** How the answer begins if the process ended without one. */
    static final String ENDED = "ended ";

    private static final long serialVersionUID = 1;

    private final ArrayList<String> command;
    private final String device;
    private final String logs;

    WorkerTask(Needs needs) {
        command = new ArrayList<>(needs.command());
        device = needs.device();
        logs = needs.logs().toString();
    }

    @Override
    public String call(String order) throws IOException, InterruptedException, ExecutionException {
        TaskContext context = TaskContext.get();
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("--device", device(context.resourcesJMap().get("gpu"))));
        WorkerPipe worker = WorkerPipe.take(line, context.cpus(), Path.of(logs));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                () -> worker.ask(order), task -> Thread.ofPlatform().daemon().start(task));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            worker.stop();
            answer.get();
            throw e;
        }
    }

    /** The graphics card that Spark has chosen for the task, by its number; else what was asked for. */
    private String device(ResourceInformation gpu) {
        return gpu == null ? device : "gpu" + gpu.addresses()[0];
    }
}
