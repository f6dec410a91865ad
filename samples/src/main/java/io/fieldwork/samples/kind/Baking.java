package io.fieldwork.samples.kind;

import io.fieldwork.fields.bake.BakeOptions;
import io.fieldwork.fields.bake.BakedGrid;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** The ability of a session to be turned into a grid that is drawn in real time. */
public interface Baking {
    /**
     * {@return the field with its present parameters as a grid} The share that is done, 0 to 1, goes to {@code
     * progress}.
     */
    BakedGrid bake(BakeOptions options, DoubleConsumer progress);

    /**
     * {@return labels and formatted values of a comparison of what {@link #bake} gave with the field and its training
     * data}
     *
     * @throws io.fieldwork.fields.tensor.UserError if a grid cannot be drawn here
     */
    Map<String, String> compare(BakedGrid grid);
}
