package io.fieldwork.samples.bench;

import static org.lwjgl.opengl.GL11C.glFinish;

import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.render.draw.Renderer;
import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Volume;
import io.fieldwork.render.view.RayFan;
import io.fieldwork.render.view.View;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.camera.BakedViews;
import io.fieldwork.samples.view.Subjects;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * The benchmark of frames drawn offscreen, from 24 positions around the scene. The roof is a shader that takes as many
 * samples of a 128^3 texture per pixel as a march through the whole box would take in the mean over the image, and
 * nothing else: no transfer function, no skipping, no early termination. Items that are not ray-marched are compared
 * with one sample per pixel.
 */
final class RenderBenchmark {
    /** Distance of the eye from the centre, in halves of the box's diagonal: the box is in view, or fills the image. */
    private static final float WHOLE = 2.8f;

    private static final float NEAR = 1.3f;

    private record Case(String name, Item item, int size, float distance) {}

    private RenderBenchmark() {}

    static void run(PrintStream out, List<String> arguments) {
        Volume volume = RenderScenes.volume(128);
        Volume maximum = volume.as(new Volume.Maximum());
        Volume surface = volume.as(new Volume.Isosurface(0.4f));
        Volume slice = volume.as(new Volume.Slice(new Vector3f(0, 1, 0), 0));
        List<Path> paths = arguments.stream().map(Path::of).toList();
        Optional<Path> file =
                paths.stream().filter(path -> !Files.isDirectory(path)).findFirst();
        RadianceGrid grid =
                file.map(path -> BakedViews.item(BakedGrid.read(path))).orElseGet(() -> RenderScenes.shell(32));
        String baked = file.isPresent() ? "baked grid" : "baked shell";
        List<Case> cases = List.of(
                new Case("volume, composite", volume, 256, WHOLE),
                new Case("volume, maximum", maximum, 256, WHOLE),
                new Case("volume, isosurface", surface, 256, WHOLE),
                new Case("volume, slice", slice, 256, WHOLE),
                new Case("volume, fog everywhere", RenderScenes.fog(128), 256, WHOLE),
                new Case("volume, composite, near", volume, 256, NEAR),
                new Case("volume, maximum, near", maximum, 256, NEAR),
                new Case("volume, isosurface, near", surface, 256, NEAR),
                new Case("volume, composite", volume, 512, WHOLE),
                new Case(baked, grid, 256, WHOLE),
                new Case(baked + ", near", grid, 256, NEAR),
                new Case(baked, grid, 512, WHOLE),
                new Case("mesh of 80,000 triangles", RenderScenes.mesh(200), 512, WHOLE),
                new Case("heatmap of 512 x 512", RenderScenes.heatmap(512), 512, WHOLE));
        try (Context context = Context.offscreen();
                Renderer renderer = new Renderer();
                SampleRoof roof = new SampleRoof()) {
            out.printf(
                    "%nrender: medians of 24 frames, %d cores, %s%n",
                    Runtime.getRuntime().availableProcessors(), context.renderer());
            out.printf(
                    "%-28s %6s %10s %10s %8s %8s %9s %7s%n",
                    "", "pixels", "median ms", "90 % ms", "a second", "samples", "roof ms", "ratio");
            cases.forEach(one -> frames(out, renderer, roof, one));
            transfers(out, volume);
            paths.stream().filter(Files::isDirectory).forEach(path -> live(out, renderer, path));
        }
    }

    private static void live(PrintStream out, Renderer renderer, Path run) {
        try (Subject field = Subjects.open(run, "auto", Kinds.ALL, remark -> {})) {
            new LiveBenchmark(out, renderer).run(field);
        }
    }

    private static void frames(PrintStream out, Renderer renderer, SampleRoof roof, Case one) {
        Vector3f low = low(one.item);
        Vector3f high = high(one.item);
        Vector3f middle = low.add(high, new Vector3f()).mul(0.5f);
        float reach = low.distance(high) / 2;
        Scene scene = Scene.of(one.item);
        FrameTimes times;
        try (Framebuffer target = new Framebuffer(one.size, one.size)) {
            times = FrameTimes.of(number -> {
                View view = RenderScenes.view(middle, one.distance * reach, FrameTimes.turn(number), one.size);
                renderer.paint(scene, view.camera(), target);
                glFinish();
            });
        }
        View first = RenderScenes.view(middle, one.distance * reach, 0.3, one.size);
        int samples = (int) Math.round(Math.max(1, samples(first, low, high) / step(one.item)));
        double reference = roof.milliseconds(one.size, samples);
        out.printf(
                "%-28s %6d %10.1f %10.1f %8.0f %8d %9.1f %6.1fx%n",
                one.name,
                one.size,
                times.median(),
                times.slow(),
                1e3 / times.median(),
                samples,
                reference,
                reference / times.median());
    }

    private static Vector3f low(Item item) {
        return item instanceof RadianceGrid grid ? new Vector3f(grid.low()) : new Vector3f(-1);
    }

    private static Vector3f high(Item item) {
        return item instanceof RadianceGrid grid ? grid.high() : new Vector3f(1);
    }

    /** Distance of samples, world units; infinite for items that are not marched. */
    private static double step(Item item) {
        return switch (item) {
            case RadianceGrid grid -> grid.step() * grid.cell();
            case Volume volume
            when !(volume.mode() instanceof Volume.Slice) ->
                volume.step() * 2.0 / volume.grid().nx();
            default -> Double.POSITIVE_INFINITY;
        };
    }

    /** The mean length of an image's rays inside a box, over all pixels. */
    private static double samples(View view, Vector3fc low, Vector3fc high) {
        RayFan rays = view.rays();
        double sum = 0;
        for (int pixel = 0; pixel < view.width() * view.height(); pixel++) {
            float x = 2 * (pixel % view.width() + 0.5f) / view.width() - 1;
            float y = 2 * (pixel / view.width() + 0.5f) / view.height() - 1;
            Vector3f origin = rays.origin(x, y);
            Vector3f direction = rays.direction(x, y);
            double enter = 0;
            double leave = Double.POSITIVE_INFINITY;
            for (int c = 0; c < 3; c++) {
                double a = (low.get(c) - origin.get(c)) / direction.get(c);
                double b = (high.get(c) - origin.get(c)) / direction.get(c);
                enter = Math.max(enter, Math.min(a, b));
                leave = Math.min(leave, Math.max(a, b));
            }
            sum += Math.max(0, leave - enter) * direction.length();
        }
        return sum / (view.width() * view.height());
    }

    /** Prints transfers to the device and back against copies in memory. */
    private static void transfers(PrintStream out, Volume volume) {
        float[] values = volume.grid().values();
        out.printf(
                "%-28s %6s %10s %10s %8s %8s %9s %7s%n", "", "", "median ms", "90 % ms", "MB", "", "copy ms", "ratio");
        try (Texture texture = Texture.of3d(
                        TexelFormat.R16F,
                        volume.grid().nx(),
                        volume.grid().ny(),
                        volume.grid().nz());
                Framebuffer target = new Framebuffer(512, 512)) {
            float[] copy = values.clone();
            transfer(
                    out,
                    "upload of 128^3 floats",
                    4e-6 * values.length,
                    FrameTimes.of(number -> {
                        texture.upload(values);
                        glFinish();
                    }),
                    FrameTimes.of(number -> System.arraycopy(values, 0, copy, 0, copy.length)));
            target.clear(new float[4]);
            byte[] pixels = new byte[4 * 512 * 512];
            transfer(
                    out,
                    "read-back of 512 x 512",
                    1e-6 * pixels.length,
                    FrameTimes.of(number -> target.readColor()),
                    FrameTimes.of(number -> System.arraycopy(pixels, 0, new byte[pixels.length], 0, pixels.length)));
        }
    }

    private static void transfer(PrintStream out, String what, double size, FrameTimes times, FrameTimes copy) {
        out.printf(
                "%-28s %6s %10.2f %10.2f %8.1f %8s %9.2f %6.2fx%n",
                what, "", times.median(), times.slow(), size, "", copy.median(), copy.median() / times.median());
    }
}
