package io.fieldwork.pde.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.data.GridSize;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An operator evaluated as one native call; its script is compiled for each grid, its parameters are shared. */
final class ScriptedOperator implements NeuralOperator {
    private final NDManager manager;
    private final OperatorArchitecture architecture;
    private final OperatorWeights weights;
    private final int axes;
    private final Map<GridSize, Script> scripts = new HashMap<>();

    /** Makes the parameters; the grid of the training samples decides the shapes that depend on one. */
    ScriptedOperator(NDManager owner, OperatorArchitecture architecture, GridSize grid, long seed) {
        this.manager = owner.newSubManager();
        this.architecture = architecture;
        this.weights = new OperatorWeights(manager, seed);
        this.axes = grid.axes();
        scripts.put(grid, compile(grid));
    }

    private Script compile(GridSize grid) {
        OperatorScript script = new OperatorScript(weights, grid.axes());
        String result = architecture.write(script, "x", grid);
        return Script.compile(manager, script.method(result));
    }

    @Override
    public NDArray apply(NDArray functions) {
        Shape shape = functions.getShape();
        if (shape.dimension() != axes + 2) {
            throw new UserError("This operator was trained on grids of " + axes + " axes and does not run on "
                    + (shape.dimension() - 2) + ".");
        }
        GridSize grid = new GridSize(Arrays.stream(shape.slice(2).getShape())
                .mapToInt(Math::toIntExact)
                .toArray());
        Script script = scripts.computeIfAbsent(grid, this::compile);
        NDArray[] inputs = Stream.concat(
                        Stream.of(functions), weights.all().stream().map(Parameter::value))
                .toArray(NDArray[]::new);
        return script.call("apply", inputs)[0];
    }

    @Override
    public List<Parameter> parameters() {
        return weights.all();
    }

    @Override
    public void close() {
        manager.close();
    }
}
