package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of the arrays of inputs and outputs in a file.
 *
 * @param input of inputs
 * @param output of outputs
 */
record PairNames(FieldName input, FieldName output) {
    /** Names in data sets that are known: NumPy's users', those of the FNO papers, PDEBench's. */
    private static final List<List<String>> KNOWN = List.of(
            List.of(Shard.INPUT, Shard.OUTPUT),
            List.of("coeff", "sol"),
            List.of("a", "u"),
            List.of("nu", "tensor"),
            List.of("x", "y"));

    /** Those that are said, or a known pair, of which there must be one only; where fields may also evolve, an error says how. */
    static PairNames of(
            String file,
            Set<String> names,
            @Nullable String input,
            @Nullable String output,
            boolean evolves,
            Consumer<String> note) {
        if (input != null && output != null) {
            return new PairNames(FieldName.of(input), FieldName.of(output));
        }
        List<List<String>> found = KNOWN.stream()
                .filter(pair -> names.contains(
                                input == null
                                        ? pair.getFirst()
                                        : FieldName.of(input).array())
                        && names.contains(
                                output == null
                                        ? pair.getLast()
                                        : FieldName.of(output).array())
                        && (input == null
                                || !pair.getLast().equals(FieldName.of(input).array())))
                .toList();
        boolean usual = !found.isEmpty() && found.getFirst().equals(KNOWN.getFirst());
        if (names.size() < 2) {
            throw new UserError("The file " + file + " has only " + names
                    + "; expected inputs and outputs, two arrays of one file or of one folder.");
        }
        if (found.size() != 1 && !usual) {
            throw new UserError("The file " + file + " has the arrays " + names
                    + "; write data.input and data.output with the names of the inputs and of the outputs"
                    + (evolves ? ", or data.type: hdf5 and data.fields with those that evolve in time." : "."));
        }
        String in = input == null ? found.getFirst().getFirst() : input;
        String out = output == null ? found.getFirst().getLast() : output;
        if (!usual) {
            note.accept("Read as: inputs '" + in + "', outputs '" + out + "' (data.input, data.output).");
        }
        return new PairNames(FieldName.of(in), FieldName.of(out));
    }
}
