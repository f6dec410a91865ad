package io.fieldwork.samples.kind.closure;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.optimizer.AdamOptionsBuilder;
import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.pde.closure.data.FluidData;
import io.fieldwork.pde.closure.data.FluidDataOptions;
import io.fieldwork.pde.closure.learned.ClosureLearningOptions;
import io.fieldwork.pde.closure.learned.ClosureOptions;
import io.fieldwork.pde.closure.learned.ClosureSession;
import io.fieldwork.pde.closure.learned.EquivariantOptionsBuilder;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.report.DataProgress;
import org.jspecify.annotations.Nullable;

/**
 * Learn what closes the moment equations of an active fluid; {@code kind: closure}.
 *
 * @param data runs of the kinetic equation
 * @param field form of the closure, by default the equivariant one
 * @param learning what it learns from
 * @param train how long and how fast; without this block 2000 steps by Adam (0.9, 0.999) with the rate 3e-3
 * @param output what the run writes
 */
@JsonTypeName("closure")
public record ClosureJob(
        @Nullable FluidDataOptions data,
        @Nullable ClosureOptions field,
        @Nullable ClosureLearningOptions learning,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output)
        implements Job {
    private static final TrainOptions USUAL = TrainOptionsBuilder.builder()
            .steps(2000L)
            .rate(3e-3)
            .optimizer(AdamOptionsBuilder.builder().beta2(0.999).epsilon(1e-8).build())
            .build();

    /** Fills in defaults. */
    public ClosureJob {
        data = data == null ? FluidDataOptions.defaults() : data;
        field = field == null ? EquivariantOptionsBuilder.builder().build() : field;
        learning = learning == null ? ClosureLearningOptions.defaults() : learning;
        train = train == null ? USUAL : train;
        output = output == null ? OutputOptions.defaults() : output;
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        FluidData runs = data.open(CacheFolder.of("data"), new DataProgress(System.err, terminal));
        return new ClosureRun(ClosureSession.open(manager, runs, field, learning, train, kernels));
    }
}
