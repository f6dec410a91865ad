package io.fieldwork.render.figure;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.text.Typeface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Figures of every kind that are looked at. */
final class FigureExamples {
    /** A figure with the size and the colours in which it is looked at. */
    record Example(Figure figure, int width, int height, Theme theme, float size) {
        Example(Figure figure, int width, int height, Theme theme) {
            this(figure, width, height, theme, 12);
        }

        Drawing drawing() {
            return new FigureLayout(Typeface.sans(), size).draw(figure, width, height);
        }
    }

    private FigureExamples() {}

    static Map<String, Example> all() {
        Map<String, Example> all = new LinkedHashMap<>();
        all.put("01-curves-wide", new Example(curves(), 900, 420, Theme.LIGHT));
        all.put("02-loss-wide-dark", new Example(loss(), 900, 380, Theme.DARK));
        all.put("03-map-square", new Example(map(), 600, 600, Theme.LIGHT));
        all.put("04-uneven-portrait-dark", new Example(uneven(), 500, 900, Theme.DARK));
        all.put("05-triple-wide", new Example(triple(), 1100, 360, Theme.LIGHT));
        all.put("06-triple-portrait-dark", new Example(triple(), 480, 1000, Theme.DARK));
        all.put("07-spectra-square", new Example(spectra(), 560, 560, Theme.LIGHT));
        all.put("08-slices-square-dark", new Example(slices(), 640, 600, Theme.DARK));
        all.put("09-scatter-square", new Example(scatter(), 520, 520, Theme.LIGHT));
        all.put("10-narrow-wide", new Example(narrow(), 900, 380, Theme.LIGHT));
        all.put("11-long-domain-wide-dark", new Example(longDomain(), 1000, 320, Theme.DARK));
        all.put("12-many-losses-wide-dark", new Example(losses(), 1200, 640, Theme.DARK));
        all.put("13-stack-portrait", new Example(stack(), 560, 900, Theme.LIGHT));
        all.put("14-small", new Example(curves(), 200, 150, Theme.LIGHT));
        all.put("15-logarithmic-map-dark", new Example(logarithmicMap(), 700, 460, Theme.DARK));
        all.put("16-curves-portrait-dark", new Example(curves(), 420, 720, Theme.DARK));
        all.put("17a-small", new Example(triple(), 320, 200, Theme.LIGHT));
        all.put("17b-icon", new Example(map(), 90, 60, Theme.LIGHT));
        all.put("19-dense-screen", new Example(loss(), 900, 500, Theme.LIGHT, 20));
        all.put("18-weights-square", new Example(weights(), 620, 560, Theme.LIGHT));
        return all;
    }

    private static double[] places(double low, double high, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> low + (high - low) * i / (n - 1))
                .toArray();
    }

    private static double[] map(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    static Figure curves() {
        double[] t = places(0, 10, 400);
        double[] truth = map(t, s -> Math.exp(-s / 6) * Math.cos(2 * s));
        double[] found = map(t, s -> Math.exp(-s / 5.5) * Math.cos(2.02 * s));
        double[] low = map(found, v -> v - 0.12);
        double[] high = map(found, v -> v + 0.12);
        return Figure.of(Panel.of(
                "Damped oscillator",
                Axis.of("time").in("s"),
                Axis.of("displacement θ").in("rad"),
                Band.of("two standard deviations", 1, t, low, high),
                Curve.of("truth", 0, t, truth).broad(),
                Curve.of("prediction", 1, t, found),
                new Rule("end of the data", new Stroke(Ink.Part.QUIET, 1.2f, 1, Stroke.Style.DASHED), true, 7.5)));
    }

    static Figure loss() {
        Random random = new Random(1);
        double[] step = places(0, 2_000_000, 20_000);
        double[] raw = map(step, s -> (3e-5 + Math.exp(-s / 1.2e5)) * Math.exp(0.5 * random.nextGaussian()));
        double[] mean = map(step, s -> 3e-5 + Math.exp(-s / 1.2e5));
        return Figure.of(Panel.of(
                "",
                Axis.of("step"),
                Axis.logarithmic("loss"),
                Curve.of("every step", 0, step, raw).faint(0.35),
                new Curve("running mean", Stroke.of(0).wide(2.2f), step, mean)));
    }

    static Figure map() {
        double[] x = places(-1, 1, 96);
        return Figure.of(Panel.of(
                        "Vorticity after 10 s",
                        Axis.of("x").in("m"),
                        Axis.of("y").in("m"),
                        swirl(x, x, 1))
                .equalScales());
    }

    private static Cells swirl(double[] x, double[] y, double size) {
        Cells.Values values = (i, j) -> size * (Math.sin(3 * x[i] + 1) * Math.cos(4 * y[j]) + 0.3 * x[i]);
        double[] all = IntStream.range(0, x.length * y.length)
                .mapToDouble(i -> values.at(i % x.length, i / x.length))
                .toArray();
        return Cells.at(x, y, ColorScale.of(Axis.of("ω").in("s⁻¹"), all), values)
                .smoothed();
    }

    static Figure uneven() {
        double[] t = {0, 0.05, 0.1, 0.4, 1, 2, 4, 7, 10};
        double[] x = places(0, 1, 40);
        Cells.Values values = (i, j) ->
                Math.hypot(t[i] - 6, 10 * (x[j] - 0.6)) < 1.4 ? Double.NaN : Math.sin(6 * x[j]) * Math.exp(-t[i] / 5);
        ColorScale scale =
                new ColorScale(Colormap.VIRIDIS, Axis.of("temperature").in("K").from(300.01, 300.04), false);
        ColorScale signed = ColorScale.signed(Axis.of("u"), -1, 0.8);
        return Figure.of(
                "Heat in a rod: times as the solver wrote them",
                Panel.of("u, with a hole", Axis.of("t").in("s"), Axis.of("x"), Cells.at(t, x, signed, values)),
                Panel.of(
                        "temperature",
                        Axis.of("t").in("s"),
                        Axis.of("x"),
                        Cells.at(t, x, scale, (i, j) -> 300.025 + 0.015 * values.at(i, j))));
    }

    static Figure triple() {
        double[] x = places(0, 1, 64);
        double[] y = places(0, 1, 64);
        Cells.Values truth = (i, j) -> 0.5 + 0.4 * Math.sin(5 * x[i]) * Math.sin(4 * y[j]);
        Cells.Values error = (i, j) -> 2e-4 * Math.sin(9 * x[i] * y[j] + 2);
        ColorScale both = ColorScale.of(Axis.of("pressure").in("Pa"), 0.1, 0.9);
        Axis across = Axis.of("x");
        Axis upward = Axis.of("y");
        return Figure.of(
                "Darcy flow, sample 3: relative L² error 2.4×10⁻³",
                Panel.of("truth", across, upward, Cells.at(x, y, both, truth)).equalScales(),
                Panel.of("prediction", across, upward, Cells.at(x, y, both, truth))
                        .equalScales(),
                Panel.of(
                                "prediction − truth",
                                across,
                                upward,
                                Cells.at(
                                        x, y, ColorScale.signed(Axis.of("error").in("Pa"), -2e-4, 1.9e-4), error))
                        .equalScales());
    }

    static Figure spectra() {
        double[] k = places(1, 256, 256);
        Random random = new Random(2);
        DoubleUnaryOperator truth = q -> Math.pow(q, -5.0 / 3) * Math.exp(-q / 90);
        return Figure.of(Panel.of(
                "Spectrum at the last time",
                Axis.logarithmic("wavenumber k").in("m⁻¹"),
                Axis.logarithmic("amplitude |û|").in("m/s"),
                Curve.of("truth", 0, k, map(k, truth)).broad(),
                Curve.of("prediction", 1, k, map(k, q -> truth.applyAsDouble(q) + 3e-6 * random.nextDouble())),
                Curve.of("slope −5/3", 2, k, map(k, q -> Math.pow(q, -5.0 / 3))).dashed()));
    }

    static Figure slices() {
        double[] x = places(-1, 1, 300);
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double t = i / 9.0;
            double lift = 0.15 * i;
            double[] u = map(x, s -> -Math.sin(Math.PI * s) / (1 + 3 * t) + lift);
            marks.add(new Curve("", Stroke.of(i).broad(), x, u));
            marks.add(Curve.of("t = " + Numbers.brief(t), i, x, u));
        }
        return Figure.of(Panel.of("u over x: truth broad, prediction thin", Axis.of("x"), Axis.of("u"), marks));
    }

    static Figure scatter() {
        Random random = new Random(3);
        double[] truth = random.doubles(300, -2, 2).toArray();
        double[] found = map(truth, v -> v + 0.15 * random.nextGaussian());
        double[] line = {-2.5, 2.5};
        return Figure.of(Panel.of(
                        "Prediction against truth",
                        Axis.of("truth"),
                        Axis.of("prediction"),
                        Curve.of("identity", 3, line, line).dashed(),
                        Curve.of("samples", 0, truth, found).dots().faint(0.6))
                .equalScales());
    }

    static Figure narrow() {
        double[] day = places(2_459_000.10, 2_459_000.15, 60);
        double[] near = places(1.00001, 1.00002, 60);
        return Figure.of(
                "Ranges that are narrow beside their numbers",
                Panel.of(
                        "",
                        Axis.of("Julian date").in("d"),
                        Axis.of("temperature").in("K"),
                        Curve.of("", 0, day, map(day, d -> 300.025 + 0.015 * Math.sin(150 * (d - 2_459_000))))),
                Panel.of(
                        "",
                        Axis.of("ratio of radii"),
                        Axis.of("learning rate"),
                        Curve.of("", 1, near, map(near, r -> 2e-4 - 3e-5 * (r - 1.00001) / 1e-5))));
    }

    static Figure longDomain() {
        Range across = new Range(0, 200);
        Range upward = new Range(0, 1);
        ColorScale scale = ColorScale.of(Axis.of("speed").in("m/s"), 0, 3.2);
        return Figure.of(Panel.of(
                        "A channel of 200 by 1",
                        Axis.of("x").in("m"),
                        Axis.of("y").in("m"),
                        Cells.even(across, upward, 400, 20, scale, (i, j) -> 1.6 + 1.6 * Math.sin(i / 20.0 + j / 6.0)))
                .equalScales());
    }

    static Figure losses() {
        double[] step = places(0, 50_000, 500);
        List<Panel> panels = new ArrayList<>();
        String[] names = {"loss", "residual of the momentum equation", "boundary", "initial", "learning rate", "PSNR"};
        for (int k = 0; k < names.length; k++) {
            int power = k;
            double[] y = map(step, s -> Math.pow(10, -power) * (1 + 40 * Math.exp(-s / 3e3 / (power + 1))));
            Axis axis = k < 4 ? Axis.logarithmic("") : Axis.of(k == 5 ? "dB" : "");
            panels.add(Panel.of(names[k], Axis.of("step"), axis, Curve.of("", k, step, y)));
        }
        return new Figure("burgers: what was logged", 0, panels);
    }

    static Figure stack() {
        double[] t = places(0, 40, 2000);
        List<Panel> panels = new ArrayList<>();
        for (String name : List.of("x", "y", "z", "‖e‖")) {
            double pace = 1 + name.length() * 0.3;
            double[] y = map(t, s -> 12 * Math.sin(pace * s) * Math.cos(0.3 * s));
            panels.add(Panel.of(
                    "",
                    Axis.of("t"),
                    Axis.of(name),
                    Curve.of("truth", 0, t, y).broad(),
                    Curve.of("prediction", 1, t, y),
                    new Rule("", new Stroke(Ink.Part.TEXT, 1, 1, Stroke.Style.SOLID), true, 17.3)));
        }
        return new Figure("Lorenz system", 1, panels);
    }

    static Figure logarithmicMap() {
        double[] r = DoubleStream.iterate(0.01, v -> v * 1.12).limit(70).toArray();
        double[] phi = places(0, 2 * Math.PI, 60);
        Cells.Values values = (i, j) -> Math.pow(r[i], -2) * (1.2 + Math.cos(2 * phi[j])) * (i % 23 == 22 ? 0 : 1);
        ColorScale scale = new ColorScale(
                Colormap.MAGMA, new Axis("density ρ", "kg m⁻³", true, Optional.of(new Range(1e-4, 2e4))), false);
        return Figure.of(Panel.of(
                "Density, with radii that are missing",
                Axis.logarithmic("radius").in("m"),
                Axis.of("angle φ").in("rad"),
                Cells.at(r, phi, scale, values)));
    }

    static Figure weights() {
        double[] t = places(0, 1, 32);
        List<Mark> marks = new ArrayList<>();
        for (int stage = 0; stage < 4; stage++) {
            for (int i = 0; i < 6; i++) {
                double pace = 40.0 / (1 + i + 6 * stage);
                double[] w = map(t, s -> Math.exp(-pace * s));
                String label = "step %d000, ε = 10%s"
                        .formatted(
                                1 + i + 6 * stage,
                                List.of("⁻³", "⁻²", "⁻¹", "⁰").get(stage));
                marks.add(Curve.of(label, stage, t, w).faint(0.3 + 0.7 * (i + 1) / 6));
            }
        }
        return Figure.of(Panel.of(
                "Causal weights of the chunks of time in the last of several windows, one curve for each moment of the training",
                Axis.of("t"),
                Axis.of("weight"),
                marks));
    }
}
