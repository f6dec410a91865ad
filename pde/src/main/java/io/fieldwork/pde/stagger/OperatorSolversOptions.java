package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.pde.data.Boundary;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.operator.NeuralOperator;
import io.fieldwork.pde.operator.OperatorOptions;
import io.fieldwork.pde.operator.UnetOptionsBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The architectures of neural operators as sub-solvers; {@code field.type: operator}.
 *
 * @param operator block with {@code type} (mgno, fno, unet) and its sizes; by default a unet of width 8 without norm
 */
@Buildable
public record OperatorSolversOptions(@Nullable OperatorOptions operator) implements SubSolverOptions {
    /** Fills in the default. */
    public OperatorSolversOptions {
        operator = operator == null
                ? UnetOptionsBuilder.builder().width(8).norm("none").build()
                : operator;
    }

    @Override
    public SubSolvers build(
            NDManager owner,
            int in,
            int out,
            GridSize coarse,
            int pieces,
            boolean shared,
            boolean periodic,
            long seed) {
        Boundary boundary = periodic ? Boundary.PERIODIC : Boundary.DIRICHLET;
        List<NeuralOperator> all = IntStream.range(0, shared ? 1 : pieces)
                .mapToObj(i -> operator.build(owner, in, out, coarse, boundary, seed + i))
                .toList();
        return new OperatorSolvers(all);
    }

    /** One operator a sub-field, or one for all. */
    private record OperatorSolvers(List<NeuralOperator> all) implements SubSolvers {
        @Override
        public NDArray apply(NDArray pieces, int first, boolean training) {
            NDList results = new NDList();
            for (int i = 0; i < pieces.getShape().get(1); i++) {
                results.add(all.get((first + i) % all.size()).apply(pieces.get(":, " + i)));
            }
            return NDArrays.stack(results, 1);
        }

        @Override
        public List<Parameter> parameters() {
            return IntStream.range(0, all.size())
                    .boxed()
                    .flatMap(i -> all.get(i).parameters().stream()
                            .map(p -> new Parameter("sub" + i + "/" + p.name(), p.value(), p.group())))
                    .toList();
        }

        @Override
        public void close() {
            all.forEach(NeuralOperator::close);
        }
    }
}
