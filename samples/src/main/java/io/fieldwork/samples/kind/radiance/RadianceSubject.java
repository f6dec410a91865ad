package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.radiance.PublishedField;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Frustums;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.viewer.Panel;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.render.viewer.Ui;
import io.fieldwork.samples.camera.Cameras;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.joml.Vector3f;
import org.jspecify.annotations.Nullable;

/** A radiance field, evaluated where it is looked at, with the cameras of its photographs and its box. */
final class RadianceSubject implements Subject {
    private static final Color PHOTOS = Color.of(0x2f6fb0);
    private static final Color EDGES = Color.of(0x808080);
    /** Can be read on white and on black. */
    private static final Color INK = Color.of(0x808080);
    /** How near to its place a photograph is compared with the field, as a share of the box. */
    private static final float SAME_PLACE = 1e-3f;
    /** Depth of the pyramids that stand for cameras, as a share of the box. */
    private static final float PYRAMID = 0.06f;

    private final String title;
    private final RadianceSession session;
    private final PublishedField field;
    private final DoubleSupplier share;
    private final Runnable closing;
    private final List<Camera> cameras;
    private final TrainingPhotos photos;
    private final float distance;
    private final Things things = new Things();
    private final List<Panel> panels;
    private @Nullable Key shown;
    private @Nullable Scene scene;

    private record Key(String mode, boolean frustums, boolean box) {}

    /**
     * The field as it was published last, before the photographs and the box of the session; both stay the caller's to
     * close. {@code share} of the time is left to training while the picture is still, {@code panels} come before its
     * own, and {@code closing} is called when it is closed.
     */
    RadianceSubject(
            String title,
            RadianceSession session,
            PublishedField field,
            DoubleSupplier share,
            List<Panel> panels,
            Runnable closing) {
        this.title = title;
        this.session = session;
        this.field = field;
        this.share = share;
        this.closing = closing;
        this.panels = Stream.concat(panels.stream(), Stream.of(things)).toList();
        List<Photo> train = session.seen().train();
        this.photos = new TrainingPhotos(train, session.background(), SAME_PLACE * box().longest());
        Vector3f centre = low().add(high()).mul(0.5f);
        this.distance = (float) train.stream()
                .mapToDouble(photo -> new Vector3f(photo.camera().pose().position()).distance(centre))
                .average()
                .orElse(box().longest());
        float far = 10 * (distance + diagonal());
        this.cameras = train.stream()
                .map(photo -> Cameras.of(photo.camera(), 1e-3f * diagonal(), far))
                .toList();
    }

    private Box box() {
        return session.capture().box();
    }

    private Vector3f low() {
        return new Vector3f(box().min());
    }

    private Vector3f high() {
        return low().add(new Vector3f(box().size()));
    }

    private float diagonal() {
        return low().distance(high());
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Bounds bounds() {
        return new Bounds(low(), high());
    }

    @Override
    public List<String> modes() {
        return FieldMode.names();
    }

    @Override
    public List<Camera> cameras() {
        return cameras;
    }

    @Override
    public long version() {
        return field.version();
    }

    @Override
    public Optional<FrameSource> frames(String mode) {
        FieldMode shownAs = FieldMode.of(mode);
        FieldPainter painter = new FieldPainter(shownAs, palette(shownAs), photos);
        return Optional.of(new FieldFrames(field::frame, painter, share));
    }

    private Palette palette(FieldMode mode) {
        float radius = diagonal() / 2;
        return mode.palette(Math.max(0, distance - radius), distance + radius);
    }

    @Override
    public Scene scene(String mode, int instant) {
        Key wanted = new Key(mode, things.frustums, things.box);
        Scene known = scene;
        if (known != null && wanted.equals(shown)) {
            return known;
        }
        Scene made = made(FieldMode.of(mode));
        shown = wanted;
        scene = made;
        return made;
    }

    private Scene made(FieldMode mode) {
        List<Item> items = new ArrayList<>();
        if (things.box) {
            float[] low = box().min();
            Vector3f high = high();
            items.add(Curves.box(low, new float[] {high.x, high.y, high.z}, EDGES));
        }
        if (things.frustums) {
            Intrinsics inside = photos.photos().getFirst().camera().intrinsics();
            float aspect = (float) inside.width() / inside.height();
            items.add(new Frustums(cameras, aspect, PYRAMID * diagonal(), PHOTOS, 1));
        }
        float[] background = photos.background();
        mode.caption().ifPresent(caption -> items.add(new Legend(palette(mode), caption, INK)));
        return new Scene(new Color(background[0], background[1], background[2], 1), items);
    }

    @Override
    public List<Panel> panels() {
        return panels;
    }

    /** What else is drawn. */
    private static final class Things implements Panel {
        private boolean frustums;
        private boolean box;

        @Override
        public String title() {
            return "Scene";
        }

        @Override
        public void draw(Ui ui) {
            frustums = ui.toggle("cameras", frustums);
            ui.beside();
            box = ui.toggle("box", box);
            ui.text("error and truth: from a camera");
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
