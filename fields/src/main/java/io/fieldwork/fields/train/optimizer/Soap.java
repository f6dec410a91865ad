package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SOAP (Vyas et al., arXiv 2409.11321): Adam in the eigenbasis of Shampoo's preconditioner. For a matrix with gradient G
 * [m, n]: L = mean of G G^T, R = mean of G^T G, both with decay beta2, and Q_L, Q_R their eigenvectors. The second moment is
 * that of G' = Q_L^T G Q_R, and the matrix moves by -rate Q_L [M' / (sqrt(V) + epsilon)] Q_R^T sqrt(1 - beta2^t) / (1 - beta1^t)
 * with the first moment M turned likewise. The first step only learns L and R and moves nothing; every few steps a power
 * iteration and a QR decomposition follow the eigenvectors, sorted by falling Rayleigh quotients.
 *
 * <p>A vector has one side, further dimensions count as columns, and a side longer than a limit stays as it is. Good values
 * for equations: rate 1e-3 with a warm-up, beta (0.99, 0.999), a refresh every 2 steps.
 */
final class Soap implements FirstOrder.Rule {
    private static final String[] MEANS = {"left", "right"};
    private static final String[] BASES = {"leftBasis", "rightBasis"};
    private static final String SCRIPT = """
            def towards(self, x: Tensor, left: Tensor, right: Tensor) -> Tensor:
              if torch.eq(torch.numel(left), 0):
                y = x
              else:
                y = torch.mm(torch.t(left), x)
              if torch.eq(torch.numel(right), 0):
                z = y
              else:
                z = torch.mm(y, right)
              return z

            def step(self, value: Tensor, gradient: Tensor, first: Tensor, second: Tensor, left: Tensor, right: Tensor, numbers: Tensor) -> Tensor:
              n = torch.to(numbers, value.dtype)
              x = torch.reshape(value, torch.size(first))
              g = torch.add(torch.reshape(gradient, torch.size(first)), torch.mul(x, torch.select(n, 0, 4)))
              turned = (self).towards(g, left, right)
              _0 = torch.add_(torch.mul_(first, torch.select(n, 0, 1)), torch.mul(g, torch.select(n, 0, 5)))
              _1 = torch.add_(torch.mul_(second, torch.select(n, 0, 2)), torch.mul(torch.mul(turned, turned), torch.select(n, 0, 6)))
              change = torch.div((self).towards(first, left, right), torch.add(torch.sqrt(second), torch.select(n, 0, 3)))
              _2 = torch.sub_(x, torch.mul((self).towards(change, torch.t(left), torch.t(right)), torch.select(n, 0, 0)))
              _3 = torch.zero_(gradient)
              return g

            def gradient(self, value: Tensor, gradient: Tensor, first: Tensor, numbers: Tensor) -> Tensor:
              decay = torch.to(torch.select(numbers, 0, 4), value.dtype)
              g = torch.add(gradient, torch.mul(value, decay))
              _0 = torch.zero_(gradient)
              return torch.reshape(g, torch.size(first))

            def learn(self, left: Tensor, right: Tensor, g: Tensor, numbers: Tensor) -> Tensor:
              n = torch.to(numbers, g.dtype)
              if torch.gt(torch.numel(left), 0):
                _0 = torch.add_(torch.mul_(left, torch.select(n, 0, 2)), torch.mul(torch.mm(g, torch.t(g)), torch.select(n, 0, 6)))
              else:
                _0 = left
              if torch.gt(torch.numel(right), 0):
                _1 = torch.add_(torch.mul_(right, torch.select(n, 0, 2)), torch.mul(torch.mm(torch.t(g), g), torch.select(n, 0, 6)))
              else:
                _1 = right
              return g

            def start(self, mean: Tensor, basis: Tensor) -> Tensor:
              values, vectors = torch.linalg_eigh(torch.nan_to_num(mean))
              return torch.copy_(basis, torch.flip(vectors, [1]))

            def refresh(self, mean: Tensor, basis: Tensor) -> Tensor:
              turned = torch.mm(mean, basis)
              order = torch.argsort(torch.sum(torch.mul(basis, turned), [0]), -1, True)
              q, r = torch.linalg_qr(torch.index_select(turned, 1, order))
              _0 = torch.copy_(basis, q)
              return order

            def sort_rows(self, second: Tensor, order: Tensor) -> Tensor:
              return torch.copy_(second, torch.index_select(second, 0, order))

            def sort_columns(self, second: Tensor, order: Tensor) -> Tensor:
              return torch.copy_(second, torch.index_select(second, 1, order))
            """;

    private final NDManager manager;
    private final Script script;
    private final SoapOptions options;

    /** The manager owns the moments and bases. */
    Soap(NDManager manager, SoapOptions options) {
        this.manager = manager;
        this.script = Script.compile(manager, SCRIPT);
        this.options = options;
    }

    @Override
    public void update(Parameter parameter, FirstOrder.History history, double rate, double momentum) {
        NDArray value = parameter.value().stopGradient();
        NDArray gradient = Tape.gradient(parameter.value());
        NDArray first = history.tensor(FirstOrder.FIRST);
        NDArray numbers = manager.create(numbers(parameter.group(), history.count(), rate, momentum));
        NDArray g = history.count() == 0
                ? script.call("gradient", value, gradient, first, numbers)[0]
                : script.call(
                                "step",
                                value,
                                gradient,
                                first,
                                history.tensor(FirstOrder.SECOND),
                                history.tensor(BASES[0]),
                                history.tensor(BASES[1]),
                                numbers)[0];
        script.call("learn", history.tensor(MEANS[0]), history.tensor(MEANS[1]), g, numbers);
        for (int side = 0; side < 2; side++) {
            turn(history, side);
        }
    }

    private double[] numbers(Parameter.Group group, long t, double rate, double beta1) {
        double beta2 = options.beta2();
        double corrected =
                rate * group.rateScale() * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, Math.max(1, t)));
        return new double[] {corrected, beta1, beta2, options.epsilon(), group.weightDecay(), 1 - beta1, 1 - beta2};
    }

    private void turn(FirstOrder.History history, int side) {
        NDArray mean = history.tensor(MEANS[side]);
        NDArray basis = history.tensor(BASES[side]);
        if (mean.size() == 0) {
            return;
        }
        if (history.count() == 0) {
            script.call("start", mean, basis);
        } else if (history.count() % options.refresh() == 0) {
            NDArray order = script.call("refresh", mean, basis)[0];
            script.call(side == 0 ? "sort_rows" : "sort_columns", history.tensor(FirstOrder.SECOND), order);
        }
    }

    /** A side without a basis has empty tensors. */
    @Override
    public Map<String, NDArray> fresh(Parameter parameter) {
        Shape shape = parameter.value().getShape();
        DataType type = parameter.value().getDataType();
        long rows = shape.dimension() == 0 ? 1 : shape.get(0);
        long columns = shape.size() / Math.max(1, rows);
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        for (String moment : List.of(FirstOrder.FIRST, FirstOrder.SECOND)) {
            tensors.put(moment, manager.zeros(new Shape(rows, columns), type));
        }
        for (String[] sides : List.of(MEANS, BASES)) {
            tensors.put(sides[0], manager.zeros(side(rows), type));
            tensors.put(sides[1], manager.zeros(side(columns), type));
        }
        return tensors;
    }

    private Shape side(long length) {
        return length > 1 && length <= options.largest() ? new Shape(length, length) : new Shape(0, 0);
    }
}
