package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;

/**
 * VolSDF's density, the distribution function of Laplace's distribution of width beta at minus the distance, over beta (Yariv, Gu, Kasten,
 * Lipman 2021, eq. 2 with alpha = 1 / beta). Beta is the size of what is learned and {@value #LEAST}.
 */
final class LaplaceOpacity implements SurfaceOpacity {
    private static final float LEAST = 1e-4f;
    private static final String DENSITY = """
            def density(self, d: Tensor, p: Tensor) -> Tensor:
              beta = torch.add(torch.abs(p), %s)
              tail = torch.mul(torch.sign(d), torch.expm1(torch.neg(torch.div(torch.abs(d), beta))))
              return torch.div(torch.add(torch.mul(tail, 0.5), 0.5), beta)
            """.formatted(LEAST);

    private final Script script;
    private final Parameter beta;

    /** A density of some width at its start; the manager owns it. */
    LaplaceOpacity(NDManager manager, double spread, Parameter.Group group) {
        this.script = Script.compile(manager, DENSITY);
        NDArray value = manager.create(new float[] {(float) spread - LEAST});
        Scopes.keep(value);
        this.beta = new Parameter("beta", value, group);
    }

    @Override
    public NDArray density(NDArray distance) {
        return script.call("density", distance, beta.value())[0];
    }

    @Override
    public NDArray extinction(NDArray distance, NDArray density, NDArray slope, NDArray delta) {
        return density;
    }

    @Override
    public Parameter parameter() {
        return beta;
    }

    @Override
    public double spread() {
        return Math.abs(beta.value().getFloat(0)) + LEAST;
    }
}
