package io.fieldwork.fields.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.mesh.MeshDistance;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The training task of a distance field: the mean absolute error relative to the distance, |f - d| / (|d| + 0.01) in half sides of the box
 * (MAPE; Mueller et al. 2022, section 5.2; NeuRBF, Chen et al. 2023), so that what counts is the surface, and far from it the order of magnitude.
 */
public final class DistanceTask implements Task<DistanceTask.Batch> {
    private static final String LOSS = """
            def loss(self, found: Tensor, wanted: Tensor, half: Tensor, least: Tensor) -> Tuple[Tensor, Tensor]:
              error = torch.abs(torch.div(torch.sub(torch.select(found, 1, 0), wanted), half))
              scale = torch.add(torch.abs(torch.div(wanted, half)), least)
              return (torch.mean(torch.div(error, scale)), torch.mean(torch.detach(error)))
            """;

    private static final float LEAST = 0.01f;

    /**
     * The batch of a step.
     *
     * @param points [n, 3]
     * @param distances [n]
     */
    public record Batch(NDArray points, NDArray distances) {}

    private final NDManager manager;
    private final DistanceField field;
    private final DistanceSamplingOptions sampling;
    private final DistanceEvaluation evaluation;
    private final DistancePool pool;
    private final Script script;
    private final NDArray half;
    private final NDArray least;

    DistanceTask(
            NDManager owner,
            DistanceField field,
            MeshDistance truth,
            DistanceSamplingOptions sampling,
            DistanceEvaluation evaluation,
            long seed) {
        this.manager = owner.newSubManager();
        this.field = field;
        this.sampling = sampling;
        this.evaluation = evaluation;
        this.pool = new DistancePool(truth, field.box(), sampling, seed);
        this.script = Script.compile(manager, LOSS);
        this.half = manager.create(field.box().longest() / 2);
        this.least = manager.create(LEAST);
        Scopes.keep(half, least);
    }

    @Override
    public List<Parameter> parameters() {
        return field.parameters();
    }

    @Override
    public Batch draw(Progress progress) {
        float[] x = new float[3 * sampling.batch()];
        float[] y = new float[sampling.batch()];
        pool.draw(sampling, progress.seed(), progress.step(), x, y);
        return new Batch(manager.create(x, new Shape(y.length, 3)), manager.create(y));
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        NDArray[] loss = script.call("loss", field.evaluate(tape, batch.points()), batch.distances(), half, least);
        Map<String, Double> shown = new LinkedHashMap<>();
        shown.put("distanceError", (double) loss[1].getFloat());
        return new Loss(loss[0], shown);
    }

    @Override
    public Map<String, Double> evaluate() {
        return evaluation.numbers();
    }

    @Override
    public void close() {
        manager.close();
    }
}
