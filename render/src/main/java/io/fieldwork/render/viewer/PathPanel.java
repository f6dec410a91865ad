package io.fieldwork.render.viewer;

import io.fieldwork.render.export.CameraPathJson;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Frustums;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.CameraPath;
import io.fieldwork.render.view.PathRide;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.joml.Vector3f;
import org.joml.Vector3fc;
import org.jspecify.annotations.Nullable;

/** The panel of a camera path of key frames: edited, played, saved, loaded and recorded as a video. */
final class PathPanel implements Panel {
    private static final String FILE = "camera-path.json";
    private static final List<String> RATES = List.of("24", "30", "60");
    private static final double LONGEST = 120;
    private static final int CURVE_POINTS = 128;
    private static final float ASPECT = 1.5f;
    private static final Color INK = Color.of(0xff7f0e);

    private final ViewerCore core;
    private final KeyFrames keys = new KeyFrames();
    private int rate = 1;
    private boolean drawn = true;
    private @Nullable Lines shown;
    private List<Item> items = List.of();

    PathPanel(ViewerCore core) {
        this.core = core;
    }

    @Override
    public String title() {
        return "Camera path";
    }

    @Override
    public void draw(Ui ui) {
        if (ui.button("Add key")) {
            keys.add(core.rig().camera());
        }
        ui.beside();
        if (ui.button("Remove key")) {
            keys.removeLast();
        }
        ui.beside();
        if (ui.button("Clear")) {
            keys.clear();
        }
        if (ui.button("Load")) {
            load();
        }
        ui.beside();
        if (keys.count() > 0 && ui.button("Save")) {
            save();
        }
        if (keys.count() > 0) {
            ui.beside();
            drawn = ui.toggle("show", drawn);
        }
        ui.text(keys.count() + (keys.count() == 1 ? " key frame" : " key frames"));
        if (keys.count() > 1) {
            ride(ui);
        }
    }

    private void ride(Ui ui) {
        double length = keys.seconds();
        double wanted = ui.slider("seconds", length, 1, Math.max(LONGEST, length), Ui.Scale.LOGARITHMIC);
        if (wanted != length) {
            keys.stretch(wanted);
        }
        CameraRig rig = core.rig();
        if (ui.button(rig.riding().isPresent() ? "Stop" : "Ride")) {
            rig.ride(start(rig.riding().isEmpty()));
        }
        ui.beside();
        if (ui.button("Write video")) {
            rig.ride(start(true));
            core.recorder().ride(Integer.parseInt(RATES.get(rate)));
        }
        rate = ui.choice("frames a second", RATES, rate);
    }

    private PathRide start(boolean playing) {
        float from = playing ? 0 : core.rig().riding().map(PathRide::time).orElse(0f);
        return new PathRide(keys.path(), from, playing);
    }

    private void save() {
        Path file = core.folder().resolve(FILE).toAbsolutePath();
        try {
            Shots.write(file, out -> CameraPathJson.write(keys.path(), out));
            core.messages().tell("Saved " + file + ".");
        } catch (IOException e) {
            core.messages().tell("The camera path " + file + " cannot be written", e);
        }
    }

    private void load() {
        Path file = core.folder().resolve(FILE).toAbsolutePath();
        try (InputStream in = Files.newInputStream(file)) {
            keys.show(CameraPathJson.read(in));
        } catch (IOException e) {
            core.messages().tell("The camera path " + file + " cannot be read", e);
        }
    }

    /** The path as lines, while it is neither ridden nor hidden. */
    List<Item> items() {
        if (keys.count() < 2 || !drawn || core.rig().riding().isPresent()) {
            return List.of();
        }
        Lines wanted = new Lines(keys.path(), others());
        if (!wanted.equals(shown)) {
            shown = wanted;
            items = wanted.items(size());
        }
        return items;
    }

    /** Height of a camera that is drawn. */
    private float size() {
        return core.rig().diameter() / 25;
    }

    /** Cameras of the key frames except those at the present view. */
    private List<Camera> others() {
        Vector3fc eye = core.rig().camera().eye();
        return keys.path().keys().stream()
                .map(CameraPath.Key::camera)
                .filter(camera -> camera.eye().distance(eye) > 2 * size())
                .toList();
    }

    /** A path and those of its cameras that are drawn. */
    private record Lines(CameraPath path, List<Camera> cameras) {
        List<Item> items(float size) {
            float[] line = new float[3 * CURVE_POINTS];
            for (int i = 0; i < CURVE_POINTS; i++) {
                float time = path.start() + (path.end() - path.start()) * i / (CURVE_POINTS - 1);
                new Vector3f(path.at(time).eye()).get(line, 3 * i);
            }
            return List.of(new Curves(List.of(line), INK, 2), new Frustums(cameras, ASPECT, size, INK, 1));
        }
    }
}
