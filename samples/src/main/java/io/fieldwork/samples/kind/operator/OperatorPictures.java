package io.fieldwork.samples.kind.operator;

import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.grid.RelativeError;
import io.fieldwork.pde.supervised.OperatorEvaluation;
import io.fieldwork.pde.supervised.Spectra;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Maps;
import io.fieldwork.samples.report.PixelValues;
import io.fieldwork.samples.report.Plot;
import io.fieldwork.samples.report.Plot.Curve;
import io.fieldwork.samples.report.Report;
import io.fieldwork.samples.report.ReportImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What an operator makes of samples beside what is true: input, truth, prediction and error side by side, and spectra. */
public final class OperatorPictures {
    private static final int SIDE = 192;
    private static final int SPECTRA = 32;

    private final DataSet samples;
    private final OperatorEvaluation trial;

    /**
     * Nothing is evaluated yet.
     *
     * @param samples what is shown
     * @param trial of the operator on them
     */
    public OperatorPictures(DataSet samples, OperatorEvaluation trial) {
        this.samples = samples;
        this.trial = trial;
    }

    /**
     * One sample: of fields on a plane a picture (the last channel of the output), of fields on a line a plot.
     *
     * @param name that the file's name starts with
     * @param sample its number
     * @return a picture or a plot
     */
    public Exhibit sample(String name, int sample) {
        int[] in = samples.inputShape();
        int[] out = samples.outputShape();
        double[] input = channel(in, read(in, sample, false), 0);
        double[] truth = channel(out, read(out, sample, true), out[0] - 1);
        double[] found = channel(out, trial.predictions(sample, sample + 1), out[0] - 1);
        String of = out[0] > 1 ? "first channel of the input, last one of the truth" : "input, truth";
        String error = "relative L2 error " + Report.scientific(RelativeError.of(truth, found).value());
        if (out[1] == 1) {
            return line(name + "_" + sample, input, truth, found, error);
        }
        return Maps.comparison(
                name + "_" + sample,
                enlarged(in, input),
                enlarged(out, truth),
                enlarged(out, found),
                "Sample " + sample + ": " + of + ", prediction, absolute error; " + error);
    }

    private static Exhibit line(String name, double[] input, double[] truth, double[] found, String error) {
        double[] x = IntStream.range(0, truth.length)
                .mapToDouble(i -> (double) i / truth.length)
                .toArray();
        return new Plot(
                name,
                "output over the width of the domain",
                "Input dashed, truth broad, prediction thin; " + error,
                false,
                List.of(
                        new Curve("input", 7, false, x, Arrays.copyOf(input, x.length)),
                        new Curve("truth", 0, true, x, truth),
                        new Curve("prediction", 0, false, x, found)));
    }

    /**
     * The prediction for a sample.
     *
     * @param sample its number
     * @return a small picture
     */
    ReportImage preview(int sample) {
        int[] out = samples.outputShape();
        double[] found = channel(out, trial.predictions(sample, sample + 1), out[0] - 1);
        return Maps.of("preview", enlarged(out, found));
    }

    /**
     * Mean spectra of truth, prediction and error, and of roll-outs the error over the frames.
     *
     * @param metrics final numbers
     * @return plots
     */
    List<Exhibit> summary(Map<String, Double> metrics) {
        List<Exhibit> all = new ArrayList<>();
        all.add(spectra());
        double[] frames = metrics.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("relativeL2.frame"))
                .mapToDouble(Map.Entry::getValue)
                .toArray();
        if (frames.length > 1) {
            double[] x =
                    IntStream.rangeClosed(1, frames.length).asDoubleStream().toArray();
            all.add(new Plot(
                    "rollout",
                    "relative L2 error over the frames of a roll-out",
                    "Relative L2 error of each frame, rolled out from the first one",
                    true,
                    List.of(new Curve("", 0, false, x, frames))));
        }
        return all;
    }

    private Exhibit spectra() {
        int count = Math.min(SPECTRA, samples.count());
        int[] out = samples.outputShape();
        int points = out[1] * out[2];
        double[] truth = new double[0];
        double[] found = new double[0];
        double[] error = new double[0];
        for (int sample = 0; sample < count; sample++) {
            double[] t = channel(out, read(out, sample, true), out[0] - 1);
            double[] f = channel(out, trial.predictions(sample, sample + 1), out[0] - 1);
            double[] e =
                    IntStream.range(0, points).mapToDouble(i -> f[i] - t[i]).toArray();
            truth = sum(truth, Spectra.amplitudes(t, out[1], out[2]));
            found = sum(found, Spectra.amplitudes(f, out[1], out[2]));
            error = sum(error, Spectra.amplitudes(e, out[1], out[2]));
        }
        double[] k = IntStream.range(0, truth.length).asDoubleStream().toArray();
        return new Plot(
                "spectrum",
                "amplitude over the number of waves in the domain",
                "Root-mean-square amplitude of the Fourier modes with about k waves, mean of " + count + " samples",
                true,
                List.of(
                        new Curve("truth", 1, true, k, truth),
                        new Curve("prediction", 0, false, k, found),
                        new Curve("error", 3, false, k, error)));
    }

    private static double[] sum(double[] a, double[] b) {
        return a.length == 0
                ? b
                : IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    private float[] read(int[] shape, int sample, boolean output) {
        FloatBuffer values = FloatBuffer.allocate(shape[0] * shape[1] * shape[2]);
        if (output) {
            samples.output(sample, values);
        } else {
            samples.input(sample, values);
        }
        return values.array();
    }

    private static double[] channel(int[] shape, float[] values, int channel) {
        int points = shape[1] * shape[2];
        return IntStream.range(0, points)
                .mapToDouble(i -> values[channel * points + i])
                .toArray();
    }

    /** Whole copies of each point, up to about {@link #SIDE} pixels a side. */
    private static PixelValues enlarged(int[] shape, double[] values) {
        int times = Math.max(1, SIDE / Math.max(shape[1], shape[2]));
        int width = shape[2] * times;
        int height = shape[1] * times;
        double[] pixels = new double[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = values[y / times * shape[2] + x / times];
            }
        }
        return new PixelValues(width, height, pixels);
    }
}
