package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The panel of a scene's style: colours, contours, the legend, and the rendering of volumes. */
final class StylePanel implements Panel {
    private static final List<String> COLORMAPS =
            Arrays.stream(Colormap.values()).map(Colormap::id).toList();
    private static final List<String> MODES =
            Arrays.stream(VolumeStyle.Mode.values()).map(mode -> mode.label).toList();
    private static final List<String> AXES = List.of("x", "y", "z");
    private static final double THINNEST = 0.1;
    private static final double THICKEST = 10;

    private final ViewerCore core;

    StylePanel(ViewerCore core) {
        this.core = core;
    }

    @Override
    public String title() {
        return "Numbers";
    }

    @Override
    public void draw(Ui ui) {
        Scene scene = core.scene();
        Optional<Palette> palette = core.palette();
        if (palette.isEmpty()) {
            return;
        }
        colors(ui, palette.get());
        Style style = core.style();
        if (scene.items().stream().anyMatch(Legend.class::isInstance)) {
            style.legend(ui.toggle("legend", style.hasLegend()));
            ui.beside();
        }
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
            volume(ui, style.volumes());
        }
    }

    private void colors(Ui ui, Palette given) {
        Style style = core.style();
        PaletteOverride override = style.override();
        Palette now = override.apply(given);
        int map = now.colormap().ordinal();
        int chosen = ui.choice("colors", COLORMAPS, map);
        override = chosen == map ? override : override.with(Colormap.values()[chosen]);
        boolean log = ui.toggle("log", now.logarithmic());
        override = log == now.logarithmic() ? override : override.byLogarithm(log);
        ui.beside();
        boolean inverted = ui.toggle("inverted", now.inverted());
        override = inverted == now.inverted() ? override : override.invert(inverted);
        double span = Math.abs((double) given.high() - given.low());
        double low = ui.slider("low", now.low(), given.low() - span / 2, given.high());
        double high = ui.slider("high", now.high(), given.low(), given.high() + span / 2);
        style.override(override.range(moved(low, now.low(), override.low()), moved(high, now.high(), override.high())));
    }

    private static @Nullable Float moved(double value, float before, @Nullable Float set) {
        return value == before ? set : Float.valueOf((float) value);
    }

    private static void volume(Ui ui, VolumeStyle volumes) {
        ui.separator();
        volumes.mode(
                VolumeStyle.Mode.values()[
                        ui.choice("volume", MODES, volumes.mode().ordinal())]);
        switch (volumes.mode()) {
            case GIVEN, FOG ->
                volumes.thickness(ui.slider("density", volumes.thickness(), THINNEST, THICKEST, Ui.Scale.LOGARITHMIC));
            case SURFACE -> volumes.level(ui.slider("level", volumes.level(), 0, 1));
            case SLICES -> slices(ui, volumes);
            case MAXIMUM -> {}
        }
        for (int axis = 0; axis < AXES.size(); axis++) {
            double low = ui.slider("crop " + AXES.get(axis) + " from", volumes.low(axis), 0, 1);
            double high = ui.slider("crop " + AXES.get(axis) + " to", volumes.high(axis), 0, 1);
            volumes.crop(axis, low, high);
        }
    }

    private static void slices(Ui ui, VolumeStyle volumes) {
        for (int axis = 0; axis < AXES.size(); axis++) {
            volumes.sliced(axis, ui.toggle("slice " + AXES.get(axis), volumes.isSliced(axis)));
            if (volumes.isSliced(axis)) {
                volumes.slice(axis, ui.slider("at " + AXES.get(axis), volumes.slice(axis), 0, 1));
            }
        }
    }
}
