package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.ScalarGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Volume;
import java.util.List;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

/** Scenes in a style. */
final class StyleTest {
    private static final Palette PALETTE = Palette.of(Colormap.VIRIDIS, -1, 3);
    private static final Heatmap MAP =
            Heatmap.of(new ScalarGrid(2, 1, new float[] {0, 1}), Plane.xy(0, 0, 1, 1), PALETTE);
    private static final Scene SCENE = Scene.of(MAP, Subjects.ball(), new Legend(PALETTE, "u", Color.BLACK));

    private final Style style = new Style();

    private void choose(PaletteOverride palette) {
        style.choose(new Style.Choice(palette, VolumeStyle.GIVEN, true, -1));
    }

    private void choose(VolumeStyle.Mode mode, double thickness, double level, VolumeStyle.Axis... axes) {
        VolumeStyle volumes = new VolumeStyle(mode, thickness, level, List.of(axes));
        style.choose(new Style.Choice(PaletteOverride.NONE, volumes, true, -1));
    }

    @Test
    void mapAndLegendTakeTheColoursAndTheRestStays() {
        choose(new PaletteOverride(Colormap.TURBO, 0f, null, null, true));
        List<Item> items = style.apply(SCENE).items();
        Palette palette = new Palette(Colormap.TURBO, 0, 3, false, true);
        assertEquals(palette, ((Heatmap) items.get(0)).palette());
        assertSame(MAP.grid(), ((Heatmap) items.get(0)).grid());
        assertEquals(SCENE.items().get(1), items.get(1));
        assertEquals(new Legend(palette, "u", Color.BLACK), items.get(2));
        style.choose(Style.Choice.GIVEN);
        assertEquals(PALETTE, ((Heatmap) style.apply(SCENE).items().getFirst()).palette());
    }

    @Test
    void anotherPaletteInTheSceneIsLeftAlone() {
        Palette other = Palette.of(Colormap.GRAY, 0, 1);
        choose(new PaletteOverride(Colormap.TURBO, null, null, null, null));
        Scene scene = Scene.of(MAP, new Legend(other, "v", Color.BLACK));
        assertEquals(other, ((Legend) style.apply(scene).items().get(1)).palette());
    }

    @Test
    void theLegendIsAddedOrLeftOut() {
        Scene bare = new Scene(Color.BLACK, List.of(MAP));
        Legend legend = (Legend) style.apply(bare).items().getLast();
        assertEquals(PALETTE, legend.palette());
        assertEquals(Color.WHITE, legend.ink());
        style.choose(new Style.Choice(PaletteOverride.NONE, VolumeStyle.GIVEN, false, -1));
        assertEquals(1, style.apply(bare).items().size());
        assertEquals(2, style.apply(SCENE).items().size());
        Scene ball = Scene.of(Subjects.ball());
        assertSame(ball, style.apply(ball), "nothing to tell");
    }

    @Test
    void aLogarithmAndAnEmptyRangeAreMadePossible() {
        Palette logarithmic = new PaletteOverride(null, null, null, true, null).apply(PALETTE);
        assertTrue(logarithmic.logarithmic());
        assertEquals(0.003f, logarithmic.low(), 1e-6);
        assertEquals(3, logarithmic.high());
        assertTrue(new PaletteOverride(null, 2f, 2f, null, null).apply(PALETTE).high() > 2);
    }

    @Test
    void theSameSceneGivesTheSameItems() {
        choose(new PaletteOverride(null, null, null, null, true));
        Scene scene = Scene.of(Subjects.volume());
        assertSame(
                style.apply(scene).items().getFirst(),
                style.apply(scene).items().getFirst());
    }

    @Test
    void volumesAreCutAndSliced() {
        Scene scene = Scene.of(Subjects.volume());
        VolumeStyle.Axis cropped = new VolumeStyle.Axis(true, 0.5, 0.8, 0.25);
        VolumeStyle.Axis hidden = new VolumeStyle.Axis(false, 0.5, 0, 1);
        VolumeStyle.Axis moved = new VolumeStyle.Axis(true, 0.75, 0, 1);
        choose(VolumeStyle.Mode.GIVEN, 2, 0.5, cropped, hidden, moved);
        Volume part = (Volume) style.apply(scene).items().getFirst();
        assertEquals(new Vector3f(0.25f, 0, 0), part.crop().low());
        assertEquals(new Vector3f(0.8f, 1, 1), part.crop().high());
        assertEquals(
                2 * Subjects.volume().transfer().extinction(), part.transfer().extinction());
        choose(VolumeStyle.Mode.SLICES, 2, 0.5, cropped, hidden, moved);
        List<Item> items = style.apply(scene).items();
        assertEquals(3, items.size(), "two planes and a legend");
        Volume.Slice across = (Volume.Slice) ((Volume) items.get(1)).mode();
        assertEquals(new Vector3f(0, 0, 1), across.normal());
        assertEquals(0.5, across.offset(), 1e-6);
        choose(VolumeStyle.Mode.SURFACE, 2, 0.25, cropped, hidden, moved);
        Volume.Isosurface surface =
                (Volume.Isosurface) ((Volume) style.apply(scene).items().getFirst()).mode();
        assertEquals(0.25, surface.level(), 1e-6);
    }
}
