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

    @Test
    void mapAndLegendTakeTheColoursAndTheRestStays() {
        style.override(PaletteOverride.NONE.with(Colormap.TURBO).range(0f, null).invert(true));
        List<Item> items = style.apply(SCENE).items();
        Palette palette = new Palette(Colormap.TURBO, 0, 3, false, true);
        assertEquals(palette, ((Heatmap) items.get(0)).palette());
        assertSame(MAP.grid(), ((Heatmap) items.get(0)).grid());
        assertEquals(SCENE.items().get(1), items.get(1));
        assertEquals(new Legend(palette, "u", Color.BLACK), items.get(2));
        style.reset();
        assertEquals(PALETTE, ((Heatmap) style.apply(SCENE).items().getFirst()).palette());
    }

    @Test
    void anotherPaletteInTheSceneIsLeftAlone() {
        Palette other = Palette.of(Colormap.GRAY, 0, 1);
        style.override(PaletteOverride.NONE.with(Colormap.TURBO));
        Scene scene = Scene.of(MAP, new Legend(other, "v", Color.BLACK));
        assertEquals(other, ((Legend) style.apply(scene).items().get(1)).palette());
    }

    @Test
    void theLegendIsAddedOrLeftOut() {
        Scene bare = new Scene(Color.BLACK, List.of(MAP));
        Legend legend = (Legend) style.apply(bare).items().getLast();
        assertEquals(PALETTE, legend.palette());
        assertEquals(Color.WHITE, legend.ink());
        style.legend(false);
        assertEquals(1, style.apply(bare).items().size());
        assertEquals(2, style.apply(SCENE).items().size());
        Scene ball = Scene.of(Subjects.ball());
        assertSame(ball, style.apply(ball), "nothing to tell");
    }

    @Test
    void aLogarithmAndAnEmptyRangeAreMadePossible() {
        Palette logarithmic = PaletteOverride.NONE.byLogarithm(true).apply(PALETTE);
        assertTrue(logarithmic.logarithmic());
        assertEquals(0.003f, logarithmic.low(), 1e-6);
        assertEquals(3, logarithmic.high());
        assertTrue(PaletteOverride.NONE.range(2f, 2f).apply(PALETTE).high() > 2);
    }

    @Test
    void theSameSceneGivesTheSameItems() {
        style.override(PaletteOverride.NONE.invert(true));
        Scene scene = Scene.of(Subjects.volume());
        assertSame(
                style.apply(scene).items().getFirst(),
                style.apply(scene).items().getFirst());
    }

    @Test
    void volumesAreCutAndSliced() {
        Scene scene = Scene.of(Subjects.volume());
        style.volumes().crop(0, 0.8, 0.25);
        style.volumes().thickness(2);
        Volume part = (Volume) style.apply(scene).items().getFirst();
        assertEquals(new Vector3f(0.25f, 0, 0), part.crop().low());
        assertEquals(new Vector3f(0.8f, 1, 1), part.crop().high());
        assertEquals(
                2 * Subjects.volume().transfer().extinction(), part.transfer().extinction());
        style.volumes().mode(VolumeStyle.Mode.SLICES);
        style.volumes().sliced(1, false);
        style.volumes().slice(2, 0.75);
        List<Item> items = style.apply(scene).items();
        assertEquals(3, items.size(), "two planes and a legend");
        Volume.Slice across = (Volume.Slice) ((Volume) items.get(1)).mode();
        assertEquals(new Vector3f(0, 0, 1), across.normal());
        assertEquals(0.5, across.offset(), 1e-6);
        style.volumes().mode(VolumeStyle.Mode.SURFACE);
        style.volumes().level(0.25);
        Volume.Isosurface surface =
                (Volume.Isosurface) ((Volume) style.apply(scene).items().getFirst()).mode();
        assertEquals(0.25, surface.level(), 1e-6);
    }
}
