package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Volume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The user's changes of a scene's style: palette, contours, legend, and the rendering of volumes. */
final class Style {
    private static final float DARK = 0.4f;
    private static final int MOST_KEPT = 256;

    /**
     * What the user chose.
     *
     * @param palette changes of the palette
     * @param volumes the rendering of volumes
     * @param legend whether there is one
     * @param contours number of lines, or -1 for those of the scene
     */
    record Choice(PaletteOverride palette, VolumeStyle volumes, boolean legend, int contours) {
        /** The scenes' own style. */
        static final Choice GIVEN = new Choice(PaletteOverride.NONE, VolumeStyle.GIVEN, true, -1);
    }

    private record Key(Item item, Palette palette) {}

    /** The restyled items by their originals; reusing them avoids uploading them again. */
    private final Map<Key, List<Item>> done = new HashMap<>();

    private Choice choice = Choice.GIVEN;

    private ChartWindow window = ChartWindow.WHOLE;

    /** The part of all charts that is seen. */
    ChartWindow window() {
        return window;
    }

    void window(ChartWindow part) {
        window = part;
    }

    Choice choice() {
        return choice;
    }

    void choose(Choice other) {
        if (!other.equals(choice)) {
            choice = other;
            done.clear();
        }
    }

    /** The palette of a scene's numbers: that of its first map or volume. */
    static Optional<Palette> palette(Scene scene) {
        for (Item item : scene.items()) {
            if (item instanceof Heatmap map) {
                return Optional.of(map.palette());
            }
            if (item instanceof Volume volume) {
                return Optional.of(volume.transfer().palette());
            }
        }
        return Optional.empty();
    }

    /** The palette of a figure's numbers: that of its first map. */
    static Optional<Palette> palette(Figure figure) {
        return figure.panels().stream()
                .flatMap(panel -> panel.marks().stream())
                .filter(Cells.class::isInstance)
                .map(mark -> ((Cells) mark).scale().palette())
                .findFirst();
    }

    /** The part of a figure that is seen, in this style. Only charts with the palette of its numbers take other colours. */
    Figure apply(Figure figure) {
        return window.apply(
                palette(figure).map(before -> restyled(figure, before)).orElse(figure));
    }

    private Figure restyled(Figure figure, Palette before) {
        Palette after = choice.palette.apply(before);
        UnaryOperator<ColorScale> colors = scale ->
                scale.palette().equals(before) && !after.equals(before) ? ColorScale.of(scale.axis(), after) : scale;
        int lines = choice.contours;
        return figure.with(panel -> panel.recolored(colors).with(cells -> lines < 0 ? cells : cells.contoured(lines)));
    }

    /** A scene in this style. Only items with the palette of the scene's numbers take other colours. */
    Scene apply(Scene scene) {
        Optional<Palette> given = palette(scene);
        if (given.isEmpty()) {
            return scene;
        }
        Palette before = given.get();
        Palette after = choice.palette.apply(before);
        if (done.size() > MOST_KEPT) {
            done.clear();
        }
        List<Item> items = new ArrayList<>();
        for (Item item : scene.items()) {
            items.addAll(done.computeIfAbsent(new Key(item, before), key -> restyle(item, before, after)));
        }
        if (!choice.legend) {
            items.removeIf(Legend.class::isInstance);
        } else if (items.stream().noneMatch(Legend.class::isInstance)) {
            items.add(new Legend(after, "", isDark(scene.background()) ? Color.WHITE : Color.BLACK));
        }
        return new Scene(scene.background(), items);
    }

    private List<Item> restyle(Item item, Palette before, Palette after) {
        return switch (item) {
            case Heatmap map -> List.of(map(map, map.palette().equals(before) ? after : map.palette()));
            case Volume volume
            when volume.transfer().palette().equals(before) ->
                choice.volumes.apply(volume.with(volume.transfer().with(after)));
            case Volume volume -> choice.volumes.apply(volume);
            case Legend bar when bar.palette().equals(before) -> List.of(bar.with(after));
            default -> List.of(item);
        };
    }

    private Heatmap map(Heatmap map, Palette palette) {
        Heatmap colored = new Heatmap(map.grid(), map.plane(), palette, map.smooth(), map.contours(), map.ink());
        return choice.contours < 0 ? colored : colored.withContours(choice.contours);
    }

    /** Whether pale ink suits a background. */
    static boolean isDark(Color background) {
        return (background.red() + background.green() + background.blue()) / 3 * background.alpha() < DARK;
    }
}
