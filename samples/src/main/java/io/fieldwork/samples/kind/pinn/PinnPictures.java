package io.fieldwork.samples.kind.pinn;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.grid.RelativeError;
import io.fieldwork.pde.pinn.Solution;
import io.fieldwork.samples.plot.FieldMap;
import io.fieldwork.samples.plot.SolutionFigures;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Report;
import io.fieldwork.samples.report.ReportFigure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A solution beside the truth. In space and time: a map, slices and the last spectrum; in two dimensions of space: a
 * map (at the last time); in three: a map in the middle of the first; with one coordinate: curves.
 */
final class PinnPictures {
    private final GridSolution table;
    private final List<GridAxis> axes;
    private final List<String> names;
    private final String where;
    private final SolutionFigures figures;

    /**
     * Evaluates the solution where the truth is known; the truth may have values beyond the domain, which are left out.
     */
    PinnPictures(Problem problem, Solution solution, GridSolution truth) {
        Member member = Member.of(problem.domain(), truth, Map.of());
        GridSolution one = member.of(truth);
        GridSolution family = new GridSolution(member.family(one.axes()), one.values());
        where = member.words().isEmpty() ? "" : " for " + member.words();
        axes = one.axes();
        names = problem.unknowns().stream().filter(truth.unknowns()::contains).toList();
        List<double[]> all = solution.on(family);
        Map<String, double[]> found = new LinkedHashMap<>();
        Map<String, double[]> known = new LinkedHashMap<>();
        for (String name : names) {
            found.put(
                    name,
                    inside(problem.domain(), family, all.get(problem.unknowns().indexOf(name))));
            known.put(name, one.values(name));
        }
        table = new GridSolution(axes, found).with(new GridSolution(axes, known));
        figures = new SolutionFigures(table);
    }

    /** The values with NaN in the place of those beyond the domain. */
    private static double[] inside(Domain domain, GridSolution grid, double[] values) {
        double[] inside = new double[values.length];
        Arrays.setAll(inside, i -> domain.contains(grid.point(i)) ? values[i] : Double.NaN);
        return inside;
    }

    /** {@return all figures, maps first} */
    List<Exhibit> all() {
        List<Exhibit> all = new ArrayList<>();
        if (axes.size() == 1) {
            for (String name : names) {
                String caption = name + where + ": truth broad, prediction thin; " + error(name);
                all.add(ReportFigure.curves("curve_" + name, figures.curve(name), caption));
            }
            all.add(ReportFigure.curves("errors", figures.errors(), "Absolute error of each unknown"));
            return all;
        }
        names.forEach(name -> all.add(map(name)));
        if (axes.size() == 2 && axes.getFirst().name().equals(Domain.TIME)) {
            for (String name : names) {
                String slices = name + " over " + axes.getLast().name() + ": truth broad, prediction thin";
                all.add(ReportFigure.curves("slices_" + name, figures.slices(name), slices));
                all.add(ReportFigure.curves("spectrum_" + name, figures.spectrum(name), spectrum()));
            }
        }
        return all;
    }

    private String error(String name) {
        double[] truth = table.values(GridSolution.reference(name));
        double[] found = table.values(name);
        IntStream known = IntStream.range(0, found.length).filter(i -> !Double.isNaN(truth[i]));
        return "relative L2 error "
                + Report.scientific(RelativeError.of(truth, found, known).value());
    }

    private Exhibit map(String name) {
        GridAxis across = axes.get(axes.size() - 2);
        boolean timed = axes.size() > 2 && axes.getFirst().name().equals(Domain.TIME);
        String when = timed ? " at the last time, t = " + Report.brief(FieldMap.end(axes.getFirst())) : "";
        Plane plane = Plane.of(table);
        String caption = "%s over %s (to the right) and %s (upwards)%s%s%s: truth, prediction, error; %s"
                .formatted(name, across.name(), axes.getLast().name(), plane.words(), when, where, error(name));
        return ReportFigure.maps("map_" + name, new SolutionFigures(plane.table()).comparison(name), caption);
    }

    private String spectrum() {
        GridAxis time = axes.getFirst();
        return "Amplitude over the number of waves in the domain, at t = "
                + Report.brief(time.at(time.size() - 1))
                + (axes.getLast().isPeriodic() ? "" : ", under a Hann window")
                + ", of truth and prediction";
    }
}
