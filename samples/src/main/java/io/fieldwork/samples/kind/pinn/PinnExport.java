package io.fieldwork.samples.kind.pinn;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.samples.kind.Export;
import io.fieldwork.samples.kind.ExportOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The solution of an equation, tabulated with derivatives and its reference.
 *
 * @param session what was solved
 * @param names unknowns and derivatives
 * @param axes where
 * @param truth the reference on these axes, if it is wanted
 */
record PinnExport(PinnSession session, List<String> names, List<GridAxis> axes, Optional<GridSolution> truth)
        implements Export {
    static PinnExport of(PinnSession session, ExportOptions options) {
        ExportGrid grid = new ExportGrid(session.problem(), options.counts(), options.time());
        Optional<GridSolution> truth = options.reference() ? Optional.of(grid.reference()) : Optional.empty();
        List<String> names = Stream.of(session.problem().unknowns(), options.derivatives())
                .flatMap(List::stream)
                .toList();
        return new PinnExport(session, names, truth.map(GridSolution::axes).orElseGet(grid::axes), truth);
    }

    @Override
    public List<String> unknowns() {
        return session.problem().unknowns();
    }

    @Override
    public GridSolution on(List<GridAxis> places) {
        GridSolution table = session.solution().on(places, names);
        return truth.map(known -> table.with(
                        places.equals(axes) ? known : known.at(places.getFirst().at(0))))
                .orElse(table);
    }
}
