package io.fieldwork.samples.kind;

import io.fieldwork.fields.bake.BakeOptions;
import io.fieldwork.fields.bake.BakedGrid;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** The ability of a session to be turned into a grid that is drawn in real time. */
public interface Baking {
    /**
     * Turns the field with its present parameters into a grid.
     *
     * @param options resolution and colour
     * @param progress receives the share that is done, 0 to 1
     * @return the grid
     */
    BakedGrid bake(BakeOptions options, DoubleConsumer progress);

    /**
     * Compares a grid with the field and with its training data.
     *
     * @param grid what {@link #bake} gave
     * @return labels and formatted values
     * @throws io.fieldwork.fields.tensor.UserError if a grid cannot be drawn here
     */
    Map<String, String> compare(BakedGrid grid);
}
