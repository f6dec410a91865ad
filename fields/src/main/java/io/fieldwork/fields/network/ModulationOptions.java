package io.fieldwork.fields.network;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grids that scale and shift the layers of a network; block {@code field.modulation} with {@code field.type: cam}.
 *
 * @param nodes along each coordinate of the grid, default 16
 * @param over names of the coordinates that it is over, such as [x, y]; all of them where null
 * @param normalised whether each point's hidden numbers are brought to mean 0 and variance 1 before they are scaled, default yes
 * @param rate factor on the learning rate for the grid, default 10 (the authors' for images)
 */
@Buildable
public record ModulationOptions(
        @Nullable Integer nodes,
        @Nullable List<String> over,
        @Nullable Boolean normalised,
        @Nullable Double rate) {
    /** Fills in defaults and rejects values outside their range. */
    public ModulationOptions {
        nodes = nodes == null ? 16 : nodes;
        over = over == null ? null : List.copyOf(over);
        normalised = normalised == null || normalised;
        rate = rate == null ? 10 : rate;
        require(nodes >= 4 && nodes <= 4096, "field.modulation.nodes", nodes, "4 to 4096");
        require(over == null || !over.isEmpty(), "field.modulation.over", over, "names of coordinates");
        require(rate > 0 && rate <= 1e6, "field.modulation.rate", rate, "a positive number");
    }
}
