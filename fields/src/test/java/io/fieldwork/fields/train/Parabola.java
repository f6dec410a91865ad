package io.fieldwork.fields.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.optimizer.Loss;
import java.util.List;
import java.util.Map;

/** A task whose least value is known: 40 weights follow a noisy line; a step may be poisoned with a NaN. */
final class Parabola implements Task<NDArray> {
    private final NDManager manager;
    private final Parameter parameter;
    private final long poisonedStep;

    Parabola(NDManager owner, long poisonedStep) {
        this.manager = owner.newSubManager();
        this.poisonedStep = poisonedStep;
        this.parameter = new Parameter("w", manager.zeros(new Shape(40)), Parameter.Group.DENSE);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(parameter);
    }

    @Override
    public NDArray draw(Progress progress) {
        float[] target = new float[40];
        Draws draws = Draws.of(progress.seed(), "noise", progress.step());
        for (int i = 0; i < 40; i++) {
            target[i] = i * 0.05f + 0.01f * (float) draws.normal(i);
        }
        if (progress.step() == poisonedStep) {
            target[3] = Float.NaN;
        }
        return manager.create(target);
    }

    @Override
    public Loss loss(Tape tape, NDArray target) {
        return new Loss(parameter.value().sub(target).square().sum(), Map.of());
    }

    @Override
    public Map<String, Double> evaluate() {
        return Map.of();
    }

    float[] weights() {
        return parameter.value().toFloatArray();
    }

    @Override
    public void close() {
        manager.close();
    }
}
