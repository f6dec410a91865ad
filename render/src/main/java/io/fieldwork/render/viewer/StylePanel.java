package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        Style style = core.style();
        core.palette().ifPresent(given -> style.choose(chosen(ui, given, style.choice())));
    }

    private Style.Choice chosen(Ui ui, Palette given, Style.Choice now) {
        Scene scene = core.scene();
        PaletteOverride palette = colors(ui, given, now.palette());
        boolean legend = now.legend();
        if (holds(scene, Legend.class)) {
            legend = ui.toggle("legend", legend);
            ui.beside();
        }
        boolean reset = ui.button("As given");
        int contours = now.contours();
        if (core.isFlat() || holds(scene, Heatmap.class)) {
            int shown = Math.max(0, contours);
            int wanted = (int) Math.round(ui.slider("contours", shown, 0, Heatmap.MAX_CONTOURS));
            contours = wanted == shown ? contours : wanted;
        }
        VolumeStyle volumes = holds(scene, Volume.class) ? volumes(ui, now.volumes()) : now.volumes();
        return reset ? Style.Choice.GIVEN : new Style.Choice(palette, volumes, legend, contours);
    }

    private static boolean holds(Scene scene, Class<? extends Item> kind) {
        return scene.items().stream().anyMatch(kind::isInstance);
    }

    private static PaletteOverride colors(Ui ui, Palette given, PaletteOverride override) {
        Palette now = override.apply(given);
        Colormap map =
                Colormap.values()[ui.choice("colors", COLORMAPS, now.colormap().ordinal())];
        boolean log = ui.toggle("log", now.logarithmic());
        ui.beside();
        boolean inverted = ui.toggle("inverted", now.inverted());
        double span = Math.abs((double) given.high() - given.low());
        float low = (float) ui.slider("low", now.low(), given.low() - span / 2, given.high());
        float high = (float) ui.slider("high", now.high(), given.low(), given.high() + span / 2);
        return new PaletteOverride(
                moved(map, now.colormap(), override.colormap()),
                moved(low, now.low(), override.low()),
                moved(high, now.high(), override.high()),
                moved(log, now.logarithmic(), override.logarithmic()),
                moved(inverted, now.inverted(), override.inverted()));
    }

    /** What a control says, if the user moved it; what was set before otherwise. */
    private static <T> @Nullable T moved(T value, T before, @Nullable T set) {
        return value.equals(before) ? set : value;
    }

    private static VolumeStyle volumes(Ui ui, VolumeStyle now) {
        ui.separator();
        VolumeStyle.Mode mode =
                VolumeStyle.Mode.values()[ui.choice("volume", MODES, now.mode().ordinal())];
        boolean fog = mode == VolumeStyle.Mode.GIVEN || mode == VolumeStyle.Mode.FOG;
        double thickness =
                fog ? ui.slider("density", now.thickness(), THINNEST, THICKEST, Ui.Scale.LOGARITHMIC) : now.thickness();
        double level = mode == VolumeStyle.Mode.SURFACE ? ui.slider("level", now.level(), 0, 1) : now.level();
        List<VolumeStyle.Axis> axes = new ArrayList<>(now.axes());
        if (mode == VolumeStyle.Mode.SLICES) {
            slice(ui, axes);
        }
        crop(ui, axes);
        return new VolumeStyle(mode, thickness, level, axes);
    }

    private static void slice(Ui ui, List<VolumeStyle.Axis> axes) {
        for (int i = 0; i < axes.size(); i++) {
            VolumeStyle.Axis axis = axes.get(i);
            boolean sliced = ui.toggle("slice " + AXES.get(i), axis.sliced());
            double slice = sliced ? ui.slider("at " + AXES.get(i), axis.slice(), 0, 1) : axis.slice();
            axes.set(i, new VolumeStyle.Axis(sliced, slice, axis.low(), axis.high()));
        }
    }

    private static void crop(Ui ui, List<VolumeStyle.Axis> axes) {
        for (int i = 0; i < axes.size(); i++) {
            VolumeStyle.Axis axis = axes.get(i);
            double low = ui.slider("crop " + AXES.get(i) + " from", axis.low(), 0, 1);
            double high = ui.slider("crop " + AXES.get(i) + " to", axis.high(), 0, 1);
            axes.set(i, new VolumeStyle.Axis(axis.sliced(), axis.slice(), low, high));
        }
    }
}
