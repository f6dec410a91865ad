package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import java.util.Map;

/**
 * NeuS' opacity (Wang, Liu, Liu, Theobalt, Komura, Wang 2021, eq. 13 as in its code): an interval takes of the light what the logistic
 * function of s times the distance loses from its begin to its end, where the distance goes on along the ray as at its middle. The
 * surface is where most of the light ends, whatever s is. What is learned is v with s = exp(10 v).
 *
 * <p>At the start of a training a slope counts as one towards the surface, in part at first, wherever the ray looks (annealing).
 */
final class LogisticOpacity implements SurfaceOpacity {
    private static final String OPACITY = """
            def sharpness(self, v: Tensor) -> Tensor:
              return torch.clamp(torch.exp(torch.mul(v, 10)), 1.0e-6, 1.0e6)

            def density(self, d: Tensor, v: Tensor) -> Tensor:
              s = self.sharpness(v)
              return torch.mul(torch.sigmoid(torch.neg(torch.mul(d, s))), s)

            def extinction(self, d: Tensor, slope: Tensor, delta: Tensor, v: Tensor, a: Tensor) -> Tensor:
              s = self.sharpness(v)
              anywhere = torch.mul(torch.relu(torch.rsub(torch.mul(slope, 0.5), 0.5)), torch.rsub(a, 1))
              towards = torch.add(anywhere, torch.mul(torch.relu(torch.neg(slope)), a))
              half = torch.mul(torch.mul(towards, delta), 0.5)
              before = torch.add(torch.sigmoid(torch.mul(torch.add(d, half), s)), 1.0e-5)
              behind = torch.softplus(torch.neg(torch.mul(torch.sub(d, half), s)))
              thickness = torch.clamp_min(torch.add(torch.log(before), behind), 0)
              return torch.div(thickness, torch.clamp_min(delta, 1.0e-9))
            """;

    private final Script script;
    private final Parameter v;
    private final NDArray part;
    private final int annealing;

    /** An opacity of some width 1 / s at its start, with a number of steps of annealing; the manager owns it. */
    LogisticOpacity(NDManager manager, double spread, int annealing, Parameter.Group group) {
        this.script = Script.compile(manager, OPACITY);
        this.annealing = annealing;
        NDArray value = manager.create(new float[] {(float) (-0.1 * Math.log(spread))});
        part = manager.create(annealing == 0 ? 1f : 0f);
        Scopes.keep(value, part);
        this.v = new Parameter("sharpness", value, group);
    }

    @Override
    public NDArray density(NDArray distance) {
        return script.call("density", distance, v.value())[0];
    }

    @Override
    public NDArray extinction(NDArray distance, NDArray density, NDArray slope, NDArray delta) {
        return script.call("extinction", distance, slope, delta, v.value(), part)[0];
    }

    @Override
    public Parameter parameter() {
        return v;
    }

    @Override
    public double spread() {
        return Math.clamp(Math.exp(-10 * v.value().getFloat(0)), 1e-6, 1e6);
    }

    @Override
    public void adapt(long step) {
        part.set(new float[] {annealing == 0 ? 1 : Math.min(1, (float) step / annealing)});
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of("annealing", part);
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        part.set(state.get("annealing").toFloatArray());
    }
}
