package io.fieldwork.fields.encoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.kernel.FactorLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Products of three planes at several resolutions, whose features stand one after another (K-Planes; Fridovich-Keil,
 * Meanti, Warburg, Recht, Kanazawa 2023, for scenes at rest).
 */
public final class PlanePyramid implements Encoding {
    private final NDManager manager;
    private final List<FactorGrid> grids = new ArrayList<>();
    private final Script glue;
    private final int rank;

    /**
     * Planes with random entries.
     *
     * @param owner manager of the tables' device; a sub-manager of it owns everything
     * @param resolutions vertices along each side, one a resolution
     * @param rank features of a resolution, a multiple of 4
     */
    public PlanePyramid(NDManager owner, Kernels kernels, List<Integer> resolutions, int rank, long seed) {
        this.manager = owner.newSubManager();
        this.rank = rank;
        for (int side : resolutions) {
            FactorLayout layout = new FactorLayout(FactorLayout.Form.PLANES, side, side, side, rank, false);
            String name = "planes/" + grids.size();
            grids.add(new FactorGrid(
                    manager, kernels, name, Parameter.Group.DENSE, layout, FactorGrid.Start.POSITIVE, seed));
        }
        this.glue = Script.compile(manager, glue(resolutions.size(), rank));
    }

    private static String glue(int parts, int rank) {
        String names = IntStream.range(0, parts).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
        String typed =
                IntStream.range(0, parts).mapToObj(i -> ", x" + i + ": Tensor").collect(Collectors.joining());
        String split = IntStream.range(0, parts)
                .mapToObj(i -> """

                        def part%d(self, known: Tensor) -> Tensor:
                          return torch.contiguous(torch.narrow(known, 1, %d, %d))
                        """.formatted(i, i * rank, rank))
                .collect(Collectors.joining());
        return """
                def join(self%s) -> Tensor:
                  return torch.cat([%s], 1)
                """.formatted(typed, names) + split;
    }

    @Override
    public NDArray encode(Tape tape, NDArray x) {
        return join(grids.stream().map(grid -> grid.encode(tape, x)).toList());
    }

    @Override
    public NDArray encode(Tape tape, NDArray x, NDArray known) {
        List<NDArray> parts = new ArrayList<>();
        for (int i = 0; i < grids.size(); i++) {
            parts.add(grids.get(i).encode(tape, x, glue.call("part" + i, known)[0]));
        }
        return join(parts);
    }

    private NDArray join(List<NDArray> parts) {
        return glue.call("join", parts.toArray(NDArray[]::new))[0];
    }

    @Override
    public int width() {
        return rank * grids.size();
    }

    /** How much neighbours on the planes differ, by the name {@code totalVariation}. */
    @Override
    public Map<String, Term> terms() {
        return Map.of(
                "totalVariation",
                (tape, step, seed) -> grids.stream()
                        .map(FactorGrid::variation)
                        .reduce(NDArray::add)
                        .orElseThrow());
    }

    @Override
    public List<Parameter> parameters() {
        return grids.stream().map(FactorGrid::parameters).flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
