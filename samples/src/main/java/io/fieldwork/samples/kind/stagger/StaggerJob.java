package io.fieldwork.samples.kind.stagger;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.optimizer.AdamOptionsBuilder;
import io.fieldwork.pde.stagger.BaseUnetOptionsBuilder;
import io.fieldwork.pde.stagger.PoolOptions;
import io.fieldwork.pde.stagger.PoolOptionsBuilder;
import io.fieldwork.pde.stagger.SceneOptions;
import io.fieldwork.pde.stagger.SceneOptionsBuilder;
import io.fieldwork.pde.stagger.StaggerSession;
import io.fieldwork.pde.stagger.SubSolverOptions;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import org.jspecify.annotations.Nullable;

/**
 * Learn to go from frame to frame of incompressible flows around moving bodies, from nothing but the equation; {@code kind: stagger}.
 *
 * @param data the flows
 * @param field architecture of the sub-solvers, by default the U-Net of the base
 * @param learning factors of the sub-fields, and the pool of environments
 * @param train how long and how fast; without this block 2000 steps by Adam (0.9, 0.999) with the rate 5e-3
 * @param output what the run writes
 */
@JsonTypeName("stagger")
public record StaggerJob(
        @Nullable SceneOptions data,
        @Nullable SubSolverOptions field,
        @Nullable PoolOptions learning,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output)
        implements Job {
    private static final TrainOptions USUAL = TrainOptionsBuilder.builder()
            .steps(2000L)
            .rate(5e-3)
            .optimizer(AdamOptionsBuilder.builder().beta2(0.999).epsilon(1e-8).build())
            .build();

    /** Fills in defaults. */
    public StaggerJob {
        data = data == null ? SceneOptionsBuilder.builder().build() : data;
        field = field == null ? BaseUnetOptionsBuilder.builder().build() : field;
        learning = learning == null ? PoolOptionsBuilder.builder().build() : learning;
        train = train == null ? USUAL : train;
        output = output == null ? OutputOptions.defaults() : output;
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        return new StaggerRun(this, StaggerSession.open(manager, data, field, learning, train, kernels));
    }
}
