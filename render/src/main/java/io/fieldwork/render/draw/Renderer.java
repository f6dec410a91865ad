package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_BLEND;
import static org.lwjgl.opengl.GL11C.GL_CULL_FACE;
import static org.lwjgl.opengl.GL11C.GL_DEPTH_TEST;
import static org.lwjgl.opengl.GL11C.GL_LEQUAL;
import static org.lwjgl.opengl.GL11C.GL_ONE;
import static org.lwjgl.opengl.GL11C.GL_ONE_MINUS_SRC_ALPHA;
import static org.lwjgl.opengl.GL11C.glBlendFunc;
import static org.lwjgl.opengl.GL11C.glDepthFunc;
import static org.lwjgl.opengl.GL11C.glDepthMask;
import static org.lwjgl.opengl.GL11C.glDisable;
import static org.lwjgl.opengl.GL11C.glEnable;
import static org.lwjgl.opengl.GL32C.GL_PROGRAM_POINT_SIZE;

import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.Multisample;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Frustums;
import io.fieldwork.render.scene.Glyphs;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Streaks;
import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.View;
import java.util.Comparator;
import java.util.List;
import org.joml.Vector3f;

/**
 * Draws scenes in the current OpenGL context. What it makes from an item's arrays stays on the device while the item, or another with
 * the same arrays, goes on being drawn; a new style or camera uploads nothing.
 */
public final class Renderer implements AutoCloseable {
    private static final float LETTERS = 12;

    private final Resources resources = new Resources();
    private final float letters;

    /** A renderer for a screen of ordinary density. */
    public Renderer() {
        this(1);
    }

    /** A renderer whose labels and legends are so many times as large as usual. */
    public Renderer(float scale) {
        letters = LETTERS * scale;
    }

    /** {@return a scene as it is seen in a view: colours, and depths of what is opaque} */
    public Frame draw(Scene scene, View view) {
        Framebuffer target = target(view);
        paint(scene, view.camera(), target);
        float[] depths =
                new Stage(view, target, resources, letters).depthScale().axial(target.readDepth());
        return new Frame(view.width(), view.height(), target.readColor(), depths);
    }

    private record Size(int width, int height) {}

    private Framebuffer target(View view) {
        return resources.get(
                Renderer.class,
                new Size(view.width(), view.height()),
                Framebuffer.class,
                () -> new Framebuffer(view.width(), view.height()));
    }

    private Multisample samples(Framebuffer target) {
        return resources.get(
                Multisample.class,
                new Size(target.width(), target.height()),
                Multisample.class,
                () -> new Multisample(target.width(), target.height()));
    }

    /** Draws a scene from a camera into an image with smooth outlines, over whatever it held. */
    public void paint(Scene scene, Camera camera, Framebuffer target) {
        paint(scene, camera, target, true);
    }

    /** Draws a scene from a camera into an image, over whatever it held; smooth outlines take longer. */
    public void paint(Scene scene, Camera camera, Framebuffer target, boolean smooth) {
        Stage stage = new Stage(new View(camera, target.width(), target.height()), target, resources, letters);
        float[] background = scene.background().premultiplied();
        List<Item> items = scene.items();
        target.clear(background);
        opaque(items, stage);
        if (smooth && items.stream().anyMatch(Renderer::hasOutline)) {
            Multisample samples = samples(target);
            samples.clear(background);
            opaque(items, stage);
            samples.resolve(target);
        }
        glDisable(GL_DEPTH_TEST);
        stage.readDepth();
        translucent(scene, camera).forEach(item -> translucent(item, stage));
        LabelPainter labels = new LabelPainter(stage);
        for (Item item : items) {
            if (item instanceof Legend legend) {
                LegendPainter.paint(legend, stage);
            } else if (item instanceof Label label) {
                labels.paint(label);
            }
        }
        resources.sweep();
    }

    private static void opaque(List<Item> items, Stage stage) {
        begin();
        items.stream().filter(item -> !isLine(item)).forEach(item -> opaque(item, stage));
        items.stream().filter(Renderer::isLine).forEach(item -> opaque(item, stage));
    }

    /** Whether the outline of an item would be stairs if pixels were seen at their middle alone. */
    private static boolean hasOutline(Item item) {
        return switch (item) {
            case Mesh _, Points _, Glyphs _, Picture _, Heatmap _, Streaks _ -> true;
            case Volume volume -> !VolumePainter.isTranslucent(volume);
            default -> false;
        };
    }

    /** Lines come behind other things because their sides are blended with them. */
    private static boolean isLine(Item item) {
        return item instanceof Curves || item instanceof Frustums;
    }

    private static void begin() {
        glEnable(GL_DEPTH_TEST);
        glDepthFunc(GL_LEQUAL);
        glDepthMask(true);
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        glDisable(GL_CULL_FACE);
        glEnable(GL_PROGRAM_POINT_SIZE);
    }

    private static void opaque(Item item, Stage stage) {
        switch (item) {
            case Mesh mesh -> MeshPainter.paint(mesh, stage);
            case Points points -> Multisample.shadingSamples(() -> PointPainter.paint(points, stage));
            case Curves curves -> LinePainter.paint(curves, curves, stage);
            case Frustums frustums -> LinePainter.paint(frustums.curves(), frustums, stage);
            case Glyphs glyphs -> GlyphPainter.paint(glyphs, stage);
            case Picture picture -> PlanePainter.paint(picture, stage);
            case Heatmap map -> PlanePainter.paint(map, stage);
            case Streaks streaks -> PlanePainter.paint(streaks, stage);
            case Layer layer -> LayerPainter.paint(layer, stage);
            case Volume volume -> {
                if (!VolumePainter.isTranslucent(volume)) {
                    Multisample.shadingSamples(() -> VolumePainter.paint(volume, stage));
                }
            }
            case Label label -> {}
            case RadianceGrid grid -> {}
            case Legend legend -> {}
        }
    }

    private static void translucent(Item item, Stage stage) {
        if (item instanceof Volume volume) {
            VolumePainter.paint(volume, stage);
        } else if (item instanceof RadianceGrid grid) {
            GridPainter.paint(grid, stage);
        }
    }

    /** What is seen through, the farthest first. */
    private static List<Item> translucent(Scene scene, Camera camera) {
        Comparator<Item> byDepth = Comparator.comparingDouble(
                item -> centre(item).sub(camera.eye()).dot(camera.forward()));
        return scene.items().stream()
                .filter(item -> item instanceof RadianceGrid
                        || item instanceof Volume volume && VolumePainter.isTranslucent(volume))
                .sorted(byDepth.reversed())
                .toList();
    }

    private static Vector3f centre(Item item) {
        return switch (item) {
            case Volume volume ->
                volume.low().add(volume.high(), new Vector3f()).mul(0.5f);
            case RadianceGrid grid -> grid.high().add(grid.low()).mul(0.5f);
            default -> new Vector3f();
        };
    }

    /** How many objects made from data it keeps on the device. */
    int kept() {
        return resources.size();
    }

    @Override
    public void close() {
        resources.close();
    }
}
