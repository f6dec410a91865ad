package io.fieldwork.samples.kind.operator;

import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.supervised.OperatorEvaluation;
import io.fieldwork.pde.supervised.Spectra;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.samples.plot.Columns;
import io.fieldwork.samples.plot.Profiles;
import io.fieldwork.samples.report.Report;
import io.fieldwork.samples.report.ReportFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The pictures of an operator on samples: input, truth, prediction and error side by side, and spectra.
 */
public record OperatorPictures(DataSet samples, OperatorEvaluation evaluation) {
    private static final int SPECTRA = 32;

    private SampleFigures figures(int sample) {
        return new SampleFigures(samples, sample, evaluation.predictions(sample, sample + 1));
    }

    /**
     * {@return one sample, in a file of that name and its number: of fields on a plane maps (the last channel of the
     * output), of fields in space those of the middle layer, of fields on a line curves}
     */
    public ReportFigure sample(String name, int sample) {
        SampleFigures figures = figures(sample);
        int last = figures.channels() - 1;
        String error = "relative L2 error " + Report.scientific(figures.error(last));
        if (figures.onLine()) {
            GridSolution line = figures.line();
            int row = line.axes().size() > 1 ? last : 0;
            String title = "output over the width of the domain";
            Figure figure = Figure.of(new Profiles(new Columns(line)).values(row, title));
            return ReportFigure.curves(name + "_" + sample, figure, "Truth broad, prediction thin; " + error);
        }
        String where = samples.size().axes() == 3 ? ", middle layer" : "";
        String of = last > 0 ? "first channel of the input, last one of the truth" : "input, truth";
        return ReportFigure.maps(
                name + "_" + sample,
                figures.maps(last, ""),
                "Sample " + sample + where + ": " + of + ", prediction, error; " + error);
    }

    /** The prediction for a sample, one map. */
    ReportFigure preview(int sample) {
        SampleFigures figures = figures(sample);
        return ReportFigure.maps("preview", figures.prediction(figures.channels() - 1), "");
    }

    /** Mean spectra of truth, prediction and error, and of roll-outs the error over the frames by the final numbers. */
    List<ReportFigure> summary(Map<String, Double> metrics) {
        List<ReportFigure> all = new ArrayList<>();
        all.add(spectra());
        double[] frames = metrics.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("relativeL2.frame"))
                .mapToDouble(Map.Entry::getValue)
                .toArray();
        if (frames.length > 1) {
            double[] x =
                    IntStream.rangeClosed(1, frames.length).asDoubleStream().toArray();
            Panel panel = Panel.of(
                    "relative L2 error over the frames of a roll-out",
                    Axis.of("frame"),
                    Axis.logarithmic(""),
                    Curve.of("", 0, x, frames));
            all.add(ReportFigure.curves(
                    "rollout", Figure.of(panel), "Relative L2 error of each frame, rolled out from the first one"));
        }
        return all;
    }

    private ReportFigure spectra() {
        int count = Math.min(SPECTRA, samples.count());
        GridSize size = samples.size();
        int last = samples.outputShape()[0] - 1;
        double[] truth = new double[0];
        double[] found = new double[0];
        double[] error = new double[0];
        for (int sample = 0; sample < count; sample++) {
            SampleFigures figures = figures(sample);
            double[] t = figures.truth(last);
            double[] f = figures.found(last);
            double[] e = SampleFigures.difference(f, t);
            truth = sum(truth, Spectra.amplitudes(t, size.height(), size.width()));
            found = sum(found, Spectra.amplitudes(f, size.height(), size.width()));
            error = sum(error, Spectra.amplitudes(e, size.height(), size.width()));
        }
        double[] k = IntStream.range(0, truth.length).asDoubleStream().toArray();
        Panel panel = Panel.of(
                "amplitude over the number of waves in the domain",
                Axis.of("waves in the domain"),
                Axis.logarithmic(""),
                Curve.of("truth", 1, k, truth).broad(),
                Curve.of("prediction", 0, k, found),
                Curve.of("error", 3, k, error));
        return ReportFigure.curves(
                "spectrum",
                Figure.of(panel),
                "Root-mean-square amplitude of the Fourier modes with about k waves, mean of " + count + " samples");
    }

    private static double[] sum(double[] a, double[] b) {
        return a.length == 0
                ? b
                : IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }
}
