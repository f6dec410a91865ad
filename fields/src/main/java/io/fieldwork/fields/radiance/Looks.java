package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import org.jspecify.annotations.Nullable;

/**
 * Latent vectors of photographs, which a colour network sees beside the view: what is different in each (Martin-Brualla et al. 2021,
 * NeRF in the Wild). Rays of no photograph have the mean. All start at zero.
 */
public final class Looks implements AutoCloseable {
    private static final String TEXT = """
            def own(self, views: Tensor, photos: Tensor, table: Tensor) -> Tensor:
              return torch.cat([views, torch.index_select(table, 0, photos)], 1)

            def mean(self, views: Tensor, table: Tensor) -> Tensor:
              rows = torch.ones([torch.size(views, 0), 1], dtype=views.dtype, device=views.device)
              return torch.cat([views, torch.mul(rows, torch.mean(table, [0], True))], 1)
            """;

    /**
     * How many there are.
     *
     * @param photos of the training
     * @param width numbers each, 0 for none
     */
    public record Size(int photos, int width) {
        /** No latent vectors. */
        public static final Size NONE = new Size(0, 0);
    }

    private final NDManager manager;
    private final Script script;
    private final Parameter table;

    /** Zeros of some size, which a sub-manager of the owner owns. */
    public Looks(NDManager owner, Size size) {
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, TEXT);
        NDArray value = manager.zeros(new Shape(size.photos(), size.width()));
        Scopes.keep(value);
        this.table = new Parameter("looks", value, Parameter.Group.SPARSE);
    }

    /** {@return encoded views [rays, c] with the vectors of their photographs, int32 [rays], or the mean one [rays, c + width]} */
    public NDArray join(NDArray views, @Nullable NDArray photos) {
        return photos == null
                ? script.call("mean", views, table.value())[0]
                : script.call("own", views, photos, table.value())[0];
    }

    /** {@return the vectors [photos, width], trainable} */
    public Parameter table() {
        return table;
    }

    @Override
    public void close() {
        manager.close();
    }
}
