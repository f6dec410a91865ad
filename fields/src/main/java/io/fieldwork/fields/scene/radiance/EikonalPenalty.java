package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.volume.Composite;
import java.util.Arrays;

/**
 * The square by which the length of the gradient of a signed distance misses one (Gropp et al. 2020), half of it over points anywhere in the
 * box and half over one sample of each ray (VolSDF).
 */
final class EikonalPenalty implements Penalty {
    private static final String MISSED = """
            def missed(self, n: Tensor, rows: Tensor) -> Tensor:
              size = torch.norm(torch.index_select(n, 0, rows), 2, [1])
              return torch.mean(torch.square(torch.sub(size, 1)))
            """;

    private final NDManager manager;
    private final Script script;
    private final DistanceMedium medium;
    private final Term anywhere;
    private final double weight;

    /** A penalty whose script the manager owns; {@code anywhere} is the mean over points of the box. */
    EikonalPenalty(NDManager manager, DistanceMedium medium, Term anywhere, double weight) {
        this.manager = manager;
        this.script = Script.compile(manager, MISSED);
        this.medium = medium;
        this.anywhere = anywhere;
        this.weight = weight;
    }

    @Override
    public String name() {
        return "eikonal";
    }

    @Override
    public double weight(Progress progress) {
        return weight;
    }

    @Override
    public NDArray value(Tape tape, RadianceTask.Batch batch, Composite seen) {
        Progress progress = batch.progress();
        NDArray points = anywhere.value(tape, progress.step(), progress.seed());
        int[] rows = rows(batch.visible().samples().offsets().toIntArray(), progress);
        if (rows.length == 0) {
            return points;
        }
        NDArray gradients = medium.gradient(seen.geometry());
        return script.call("missed", gradients, manager.create(rows))[0]
                .add(points)
                .mul(0.5f);
    }

    /** One sample of each ray that has any. */
    private static int[] rows(int[] offsets, Progress progress) {
        Draws draws = Draws.of(progress.seed(), "eikonal/rays", progress.step());
        int[] rows = new int[offsets.length - 1];
        int count = 0;
        for (int ray = 0; ray < rows.length; ray++) {
            int samples = offsets[ray + 1] - offsets[ray];
            if (samples > 0) {
                rows[count++] = offsets[ray] + (int) draws.below(ray, samples);
            }
        }
        return Arrays.copyOf(rows, count);
    }
}
