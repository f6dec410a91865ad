package io.fieldwork.samples.kind.operator;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.DataOptions;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.NewInputs;
import io.fieldwork.pde.supervised.OperatorSession;
import io.fieldwork.samples.kind.PredictOptions;
import io.fieldwork.samples.kind.Predicting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** An operator applied to new functions, on any grid that its architecture takes. */
record OperatorPredicting(OperatorSession training, DataOptions source) implements Predicting {
    private static final List<String> USUAL = List.of("input", "coeff", "a", "nu");

    @Override
    public SequencedMap<String, NpyArray> predict(PredictOptions options) {
        if (!options.values().isEmpty()) {
            throw new UserError(
                    "--values is " + options.values() + "; an operator gives its output only, leave it out.");
        }
        DataSet data = training.task().data().train();
        String name = name(options);
        NewInputs inputs = NewInputs.of(
                name, options.numbers(name), options.axes(), source.axes(), data.inputShape()[0], data.size());
        int[] grid = inputs.size().points().stream().mapToInt(n -> n).toArray();
        options.note().accept("Read as: '" + name + "' " + inputs + ".");
        float[] results = training.predict(inputs.values(), inputs.count(), grid);
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("output", inputs.outputs(results, data.outputShape()[0]));
        return arrays;
    }

    private String name(PredictOptions options) {
        Set<String> names = options.input().names();
        if (options.array() != null) {
            return options.array();
        }
        if (names.size() == 1) {
            return names.iterator().next();
        }
        return Stream.concat(Stream.ofNullable(source.input()), USUAL.stream())
                .filter(names::contains)
                .findFirst()
                .orElseThrow(() -> new UserError("The file " + options.file() + " has the arrays " + names
                        + "; write --array with the name of the inputs."));
    }
}
