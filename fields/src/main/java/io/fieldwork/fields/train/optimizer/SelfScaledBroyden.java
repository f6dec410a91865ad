package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Storage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dense inverse Hessian under the self-scaled Broyden family (Al-Baali 1998; Urban, Stefanou and Pons, J. Comput. Phys. 523,
 * 2025, 113656): with v = s / y^T s - Hy / y^T Hy and the coefficients theta, tau and phi of {@link BroydenScaling},
 *
 * <p>H becomes [H - Hy y^T H / y^T Hy + phi (y^T Hy) v v^T] / tau + s s^T / y^T s.
 *
 * <p>An update reads H once for H g and passes over it once more to change it: 24 n^2 bytes, of which 8 n^2 are writes;
 * 8 n^2 bytes are held. The product with the new gradient follows from those vectors. Rounding makes H unsymmetric in the
 * last digit; every two hundredth update takes that out.
 */
final class SelfScaledBroyden implements InverseHessian {
    private static final int SYMMETRISE = 200;
    private static final String SCRIPT = """
            def product(self, h: Tensor, x: Tensor) -> Tensor:
              return torch.mv(h, x)

            def identity(self, h: Tensor) -> Tensor:
              return torch.fill_diagonal_(torch.zero_(h), 1)

            def update(self, h: Tensor, u: Tensor, signs: Tensor, scale: Tensor) -> Tensor:
              return torch.addmm_(h, torch.t(u), torch.mul(u, signs), beta=float(scale), alpha=1)

            def symmetrise(self, h: Tensor) -> Tensor:
              return torch.copy_(h, torch.mul(torch.add(h, torch.t(h)), 0.5))

            def failure(self, h: Tensor) -> Tensor:
              factor, failed = torch.linalg_cholesky_ex(h)
              return failed
            """;

    private final NDManager manager;
    private final Script script;
    private final BroydenScaling scaling;
    private @Nullable NDArray h;
    private long updates;
    private double[] gradient = {};
    private double[] product = {};

    /** The identity; a sub-manager of the device's manager owns it. */
    SelfScaledBroyden(NDManager owner, BroydenScaling scaling) {
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, SCRIPT);
        this.scaling = scaling;
    }

    @Override
    public double[] direction(double[] g) {
        if (!Arrays.equals(g, gradient)) {
            product = product(g);
            gradient = g;
        }
        return Vectors.scaled(product, -1);
    }

    private double[] product(double[] x) {
        if (fresh()) {
            return x;
        }
        try (NDArray vector = manager.create(x);
                NDArray result = script.call("product", matrix(x.length), vector)[0]) {
            return result.toDoubleArray();
        }
    }

    @Override
    public void update(Step step) {
        double[] s = step.s();
        double[] after = product(step.after());
        double[] hy = Vectors.along(after, 1, direction(step.before()));
        double curvature = step.curvature();
        double yhy = Vectors.dot(step.y(), hy);
        double b = -step.length() * Vectors.dot(s, step.before()) / curvature;
        BroydenScaling.Factors factors = scaling.factors(yhy / curvature, b, s.length, fresh());
        double[] v = Vectors.along(Vectors.scaled(s, 1 / curvature), -1 / yhy, hy);
        double shrink = 1 / factors.tau();
        double[] weights = {-shrink / yhy, shrink * factors.phi() * yhy, 1 / curvature};
        double[][] vectors = {hy, v, s};

        change(shrink, weights, vectors);
        double[] next = Vectors.scaled(after, shrink);
        for (int k = 0; k < vectors.length; k++) {
            Vectors.add(next, weights[k] * Vectors.dot(vectors[k], step.after()), vectors[k]);
        }
        product = next;
        gradient = step.after();
    }

    /** H becomes scale H + sum of weight u u^T; each u is multiplied by the root of its weight first. */
    private void change(double scale, double[] weights, double[][] vectors) {
        int n = vectors[0].length;
        if (fresh()) {
            script.call("identity", matrix(n))[0].close();
        }
        double[] signs = new double[weights.length];
        double[] rows = new double[weights.length * n];
        for (int k = 0; k < weights.length; k++) {
            signs[k] = Math.signum(weights[k]);
            System.arraycopy(Vectors.scaled(vectors[k], Math.sqrt(Math.abs(weights[k]))), 0, rows, k * n, n);
        }
        try (NDArray u = manager.create(rows, new Shape(weights.length, n));
                NDArray sign = manager.create(signs, new Shape(weights.length, 1));
                NDArray factor = manager.create(scale)) {
            script.call("update", matrix(n), u, sign, factor)[0].close();
        }
        if (++updates % SYMMETRISE == 0) {
            script.call("symmetrise", matrix(n))[0].close();
        }
    }

    private NDArray matrix(int n) {
        if (h == null || h.getShape().get(0) != n) {
            if (h != null) {
                h.close();
            }
            h = manager.zeros(new Shape(n, n), DataType.FLOAT64);
            Scopes.keep(h);
        }
        return h;
    }

    /** Resets H if it is not positive definite. */
    @Override
    public void check() {
        if (!fresh()) {
            try (NDArray failed = script.call("failure", matrix(gradient.length))[0]) {
                if (failed.toIntArray()[0] != 0) {
                    reset();
                }
            }
        }
    }

    @Override
    public void reset() {
        updates = 0;
        gradient = new double[0];
    }

    @Override
    public boolean fresh() {
        return updates == 0;
    }

    @Override
    public Map<String, NDArray> state() {
        if (fresh()) {
            return Map.of();
        }
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("inverse", matrix(gradient.length));
        state.put("updates", manager.create(updates));
        state.put("gradient", manager.create(gradient));
        state.put("product", manager.create(product));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        reset();
        if (state.containsKey("inverse")) {
            gradient = state.get("gradient").toDoubleArray();
            product = state.get("product").toDoubleArray();
            updates = state.get("updates").getLong();
            Storage.overwrite(matrix(gradient.length), state.get("inverse"));
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
