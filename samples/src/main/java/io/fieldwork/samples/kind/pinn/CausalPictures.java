package io.fieldwork.samples.kind.pinn;

import io.fieldwork.pde.pinn.CausalProfile;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Report;
import io.fieldwork.samples.report.ReportFigure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pictures of the causal weights on their way from early to late times: as a map of moments of training over time, and as curves, one a moment, in
 * the colour of their stage and stronger the later they are in it.
 */
final class CausalPictures {
    private static final double FAINTEST = 0.3;

    private CausalPictures() {}

    /**
     * Both pictures of moments in the order of steps, or none if there is no moment; {@code windows} if they are those
     * of the last of several time windows.
     */
    static List<Exhibit> of(List<CausalProfile> profiles, boolean windows) {
        return profiles.isEmpty() ? List.of() : List.of(map(profiles, windows), curves(profiles, windows));
    }

    private static Exhibit map(List<CausalProfile> profiles, boolean windows) {
        String steps = profiles.stream()
                .map(profile -> String.format(Locale.ROOT, "%,d", profile.step()))
                .collect(Collectors.joining("; "));
        String caption = "Causal weights over t (to the right)%s, one band a moment of training, the last on top."
                        .formatted(where(windows))
                + " From below after the steps " + steps;
        double[] moments = IntStream.rangeClosed(0, profiles.size())
                .mapToDouble(i -> i + 0.5)
                .toArray();
        double[] times = edges(profiles.getFirst().times());
        double[] weights = profiles.stream()
                .flatMapToDouble(profile -> Arrays.stream(profile.weights()))
                .toArray();
        ColorScale shares = new ColorScale(Colormap.VIRIDIS, Axis.of("weight").from(0, 1), false);
        Cells cells = new Cells(times, moments, weights, shares, false, 0);
        Panel panel = Panel.of("causal weights" + where(windows), Axis.of("t"), Axis.of("moment"), cells);
        return ReportFigure.maps("causal-weights", Figure.of(panel), caption);
    }

    /** Half way between the middles of chunks. */
    private static double[] edges(double[] middles) {
        int n = middles.length;
        double half = n > 1 ? (middles[1] - middles[0]) / 2 : 0.5;
        return IntStream.rangeClosed(0, n)
                .mapToDouble(i ->
                        i == 0 ? middles[0] - half : i == n ? middles[n - 1] + half : (middles[i - 1] + middles[i]) / 2)
                .toArray();
    }

    private static String where(boolean windows) {
        return windows ? " in the last time window" : "";
    }

    private static Exhibit curves(List<CausalProfile> profiles, boolean windows) {
        List<Double> stages =
                profiles.stream().map(CausalProfile::epsilon).distinct().toList();
        List<Mark> curves = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            double epsilon = stages.get(stage);
            List<CausalProfile> own =
                    profiles.stream().filter(p -> p.epsilon() == epsilon).toList();
            for (int i = 0; i < own.size(); i++) {
                CausalProfile profile = own.get(i);
                double strength = FAINTEST + (1 - FAINTEST) * (i + 1) / own.size();
                String label = String.format(
                        Locale.ROOT, "step %,d, epsilon %s", profile.step(), Report.brief(profile.epsilon()));
                curves.add(Curve.of(label, stage, profile.times(), profile.weights())
                        .faint(strength));
            }
        }
        return ReportFigure.curves(
                "causal-profiles",
                Figure.of(Panel.of("causal weights over t" + where(windows), Axis.of("t"), Axis.of("weight"), curves)),
                "Causal weights of the chunks over t" + where(windows) + ", one curve a moment of training");
    }
}
