package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.closure.data.Recording;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of fluids as equations take them, [samples, 5]: as they are recorded, or some of them learned, each as a first guess times
 * e^θ, so that it keeps its sign, and so that all of them are learned at one rate.
 */
final class FluidNumbers implements AutoCloseable {
    private static final String TEXT = """
            def guessed(self, p: Tensor, theta: Tensor, places: Tensor) -> Tensor:
              return torch.mul(p, torch.exp(torch.matmul(theta, places)))
            """;

    private final NDManager manager;
    private final List<String> names;
    private final Map<String, Double> guesses;
    private final Script script;
    private final NDArray theta;
    private final NDArray places;
    private final List<Parameter> parameters;

    FluidNumbers(NDManager owner, Map<String, Double> guesses) {
        this.guesses = guesses;
        manager = owner.newSubManager();
        names = ClosureLearningOptions.NUMBERS.stream()
                .filter(guesses::containsKey)
                .toList();
        script = Script.compile(manager, TEXT);
        int all = ClosureLearningOptions.NUMBERS.size();
        int rows = Math.max(1, names.size());
        double[] where = new double[rows * all];
        for (int k = 0; k < names.size(); k++) {
            where[k * all + ClosureLearningOptions.NUMBERS.indexOf(names.get(k))] = 1;
        }
        theta = manager.create(new double[rows]);
        places = manager.create(where, new Shape(rows, all));
        Scopes.keep(theta, places);
        parameters = names.isEmpty() ? List.of() : List.of(new Parameter("fluid", theta, Parameter.Group.DENSE));
    }

    /** What is learned, nothing or one vector. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** The numbers as they are recorded. */
    NDArray known(NDManager owner, List<Recording> runs) {
        double[] numbers = runs.stream()
                .flatMapToDouble(run -> Arrays.stream(Recording.numbers(run.fluid())))
                .toArray();
        return owner.create(numbers, new Shape(runs.size(), ClosureLearningOptions.NUMBERS.size()));
    }

    /** The numbers as they are learned, differentiable. */
    NDArray believed(NDManager owner, List<Recording> runs) {
        if (names.isEmpty()) {
            return known(owner, runs);
        }
        int all = ClosureLearningOptions.NUMBERS.size();
        double[] numbers = new double[runs.size() * all];
        for (int i = 0; i < runs.size(); i++) {
            double[] of = Recording.numbers(runs.get(i).fluid());
            for (int k = 0; k < all; k++) {
                numbers[i * all + k] = guesses.getOrDefault(ClosureLearningOptions.NUMBERS.get(k), of[k]);
            }
        }
        return script.call("guessed", owner.create(numbers, new Shape(runs.size(), all)), theta, places)[0];
    }

    /** What was learned of a run's numbers, by name. */
    Map<String, Double> found(Recording run) {
        Map<String, Double> found = new LinkedHashMap<>();
        try (Tape _ = Tape.forwardOnly();
                NDManager scratch = manager.newSubManager()) {
            double[] believed = believed(scratch, List.of(run)).toDoubleArray();
            names.forEach(name -> found.put(name, believed[ClosureLearningOptions.NUMBERS.indexOf(name)]));
        }
        return found;
    }

    @Override
    public void close() {
        manager.close();
    }
}
