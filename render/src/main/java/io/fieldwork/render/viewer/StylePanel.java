package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How numbers look, where the scene has some: colours, contours, the legend, and what is drawn of volumes. */
final class StylePanel implements Panel {
    private static final List<String> COLORMAPS =
            Arrays.stream(Colormap.values()).map(Colormap::id).toList();
    private static final List<String> WAYS =
            Arrays.stream(VolumeStyle.Way.values()).map(way -> way.label).toList();
    private static final List<String> AXES = List.of("x", "y", "z");
    private static final double THINNEST = 0.1;
    private static final double THICKEST = 10;

    private final ViewerCore desk;

    StylePanel(ViewerCore desk) {
        this.desk = desk;
    }

    @Override
    public String title() {
        return "Numbers";
    }

    /** Whether there is anything to change. */
    boolean isOf(Scene scene) {
        return Style.palette(scene).isPresent();
    }

    @Override
    public void draw(Ui ui) {
        Scene scene = desk.scene();
        Optional<Palette> palette = Style.palette(scene);
        if (palette.isEmpty()) {
            return;
        }
        colors(ui, palette.get());
        Style style = desk.style();
        style.legend(ui.toggle("legend", style.hasLegend()));
        ui.beside();
        if (ui.button("As given")) {
            style.reset();
        }
        if (scene.items().stream().anyMatch(Heatmap.class::isInstance)) {
            int given = (int) Math.round(ui.slider("contours", Math.max(0, style.contours()), 0, Heatmap.MAX_CONTOURS));
            if (given != Math.max(0, style.contours())) {
                style.contours(given);
            }
        }
        if (scene.items().stream().anyMatch(Volume.class::isInstance)) {
            volume(ui, style.cut());
        }
    }

    private void colors(Ui ui, Palette given) {
        Style style = desk.style();
        PaletteOverride tint = style.tint();
        Palette now = tint.apply(given);
        int map = now.colormap().ordinal();
        int chosen = ui.choice("colors", COLORMAPS, map);
        tint = chosen == map ? tint : tint.with(Colormap.values()[chosen]);
        boolean log = ui.toggle("log", now.logarithmic());
        tint = log == now.logarithmic() ? tint : tint.byLogarithm(log);
        ui.beside();
        boolean inverted = ui.toggle("inverted", now.inverted());
        tint = inverted == now.inverted() ? tint : tint.invert(inverted);
        double span = Math.abs((double) given.high() - given.low());
        double low = ui.slider("low", now.low(), given.low() - span / 2, given.high());
        double high = ui.slider("high", now.high(), given.low(), given.high() + span / 2);
        style.tint(tint.range(moved(low, now.low(), tint.low()), moved(high, now.high(), tint.high())));
    }

    private static @Nullable Float moved(double value, float before, @Nullable Float set) {
        return value == before ? set : Float.valueOf((float) value);
    }

    private static void volume(Ui ui, VolumeStyle cut) {
        ui.separator();
        cut.way(VolumeStyle.Way.values()[ui.choice("volume", WAYS, cut.way().ordinal())]);
        switch (cut.way()) {
            case GIVEN, FOG ->
                cut.thickness(ui.slider("density", cut.thickness(), THINNEST, THICKEST, Ui.Scale.LOGARITHMIC));
            case SURFACE -> cut.level(ui.slider("level", cut.level(), 0, 1));
            case SLICES -> slices(ui, cut);
            case MAXIMUM -> {}
        }
        for (int axis = 0; axis < AXES.size(); axis++) {
            double low = ui.slider("crop " + AXES.get(axis) + " from", cut.low(axis), 0, 1);
            double high = ui.slider("crop " + AXES.get(axis) + " to", cut.high(axis), 0, 1);
            cut.crop(axis, low, high);
        }
    }

    private static void slices(Ui ui, VolumeStyle cut) {
        for (int axis = 0; axis < AXES.size(); axis++) {
            cut.sliced(axis, ui.toggle("slice " + AXES.get(axis), cut.isSliced(axis)));
            if (cut.isSliced(axis)) {
                cut.slice(axis, ui.slider("at " + AXES.get(axis), cut.slice(axis), 0, 1));
            }
        }
    }
}
