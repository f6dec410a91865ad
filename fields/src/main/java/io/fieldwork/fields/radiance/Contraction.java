package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.ShapeContract;

/**
 * All of space in a cube (Barron et al. 2022, Mip-NeRF 360, eq. 10, with the maximum norm, as nerfstudio): a box becomes [-1, 1]^3, and
 * what lies outside its surroundings up to [-2, 2]^3, x -> (2 - 1/|x|) x/|x| in half sides of the box from its middle.
 */
final class Contraction implements SpaceMap {
    private static final String CONTRACT = """
            def contract(self, x: Tensor, middle: Tensor, half: Tensor) -> Tensor:
              y = torch.div(torch.sub(x, middle), half)
              size = torch.clamp_min(torch.amax(torch.abs(y), [1], True), 1)
              return torch.mul(y, torch.div(torch.rsub(torch.reciprocal(size), 2), size))
            """;

    private final Script script;
    private final NDArray middle;
    private final NDArray half;

    /** A contraction around a box; the manager of its device owns it. */
    Contraction(NDManager manager, Box box) {
        float[] size = box.size();
        float[] low = box.min();
        float[] halves = new float[3];
        float[] centre = new float[3];
        for (int k = 0; k < 3; k++) {
            halves[k] = size[k] / 2;
            centre[k] = low[k] + halves[k];
        }
        this.script = Script.compile(manager, CONTRACT);
        this.middle = manager.create(centre);
        this.half = manager.create(halves);
        Scopes.keep(middle, half);
    }

    @Override
    public NDArray apply(NDArray x) {
        assert ShapeContract.match("n 3", x);
        return script.call("contract", x, middle, half)[0];
    }
}
