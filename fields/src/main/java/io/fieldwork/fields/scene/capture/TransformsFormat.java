package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.scene.capture.CaptureLayout.Stated;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The layout with one {@code transforms.json} for all photographs, as instant-ngp and nerfstudio write it.
 *
 * <p>instant-ngp: scene coordinates are its unit cube moved to the origin. Either {@code aabb} names two corners in the
 * world, whose longest side becomes 1 and whose middle the origin, or scene = scale world + offset - 0.5 with scale 0.33
 * and offset 0.5 unless the file says otherwise; the box is the cube of side {@code aabb_scale}. {@code normal_mts_args}
 * marks Mitsuba's cameras. nerfstudio: cameras are turned upright ({@link Normalisation}), box and scale follow from
 * {@code ply_file_path} or the cameras ({@link Placement}); {@code applied_transform} and {@code applied_scale} are folded
 * into the recorded transform, so its inverse leads to the frame from before they were applied.
 */
final class TransformsFormat implements Format {
    private static final List<String> NGP_KEYS =
            List.of("aabb_scale", "aabb", "scale", "offset", "normal_mts_args", "from_mitsuba");
    /** World units of instant-ngp's scene units, unless a file says otherwise. */
    static final double NGP_SCALE = 0.33;

    private static final double MITSUBA_SCALE = 0.66;

    @Override
    public CaptureLayout read(Path path, SceneOptions options) {
        JsonFile file = file(path);
        List<Frame> frames = new ArrayList<>(file.frames(options.images()));
        frames.sort(Comparator.comparing(Frame::name));
        CaptureLayout layout = isNgp(file, options) ? ngp(file, frames, options) : nerfstudio(file, frames);
        return file.root().has("train_filenames") ? split(file, layout).heldOut(0) : layout.heldOut(options.holdout());
    }

    /** The transforms file of a folder, or the one that is named. */
    static JsonFile file(Path path) {
        return JsonFile.read(Files.isDirectory(path) ? path.resolve("transforms.json") : path);
    }

    /** Whether a file is read as instant-ngp reads it. */
    static boolean isNgp(JsonFile file, SceneOptions options) {
        return options.format() == null
                ? NGP_KEYS.stream().anyMatch(file.root()::has)
                : options.format().equals("ngp");
    }

    private static CaptureLayout ngp(JsonFile file, List<Frame> frames, SceneOptions options) {
        boolean mitsuba = file.root().has("normal_mts_args");
        List<Frame> turned =
                mitsuba ? frames.stream().map(TransformsFormat::fromMitsuba).toList() : frames;
        Stated stated = stated(file);
        if (options.scale() != null) {
            stated = scaled(stated, options.scale(), file.root().hasNonNull("aabb"));
        }
        if (options.box() != null) {
            stated = new Stated(Box.cube(options.box().floatValue()), stated.transform(), "scene.box", false);
        }
        return CaptureLayout.of(turned, List.of(), SceneTransform.identity(), stated);
    }

    /** The box that a file states as instant-ngp reads it, in its unit cube moved to the origin. */
    static Stated stated(JsonFile file) {
        return file.root().hasNonNull("aabb")
                ? aabb(file)
                : cube(file, file.root().has("normal_mts_args"));
    }

    /** Mitsuba's cameras have x to the left and z along the view. */
    static Frame fromMitsuba(Frame frame) {
        double[] pose = frame.pose().clone();
        for (int row = 0; row < 12; row += 4) {
            pose[row] = -pose[row];
            pose[row + 2] = -pose[row + 2];
        }
        return frame.at(pose);
    }

    /** With another scale, which acts on a box in the world too, but not on one in instant-ngp's coordinates. */
    private static Stated scaled(Stated stated, double scale, boolean inWorld) {
        double times = inWorld ? scale / stated.transform().scale() : 1;
        double[] t = stated.transform().translation();
        float factor = (float) times;
        Box old = stated.box();
        Box box = new Box(
                factor * old.minX(),
                factor * old.minY(),
                factor * old.minZ(),
                factor * old.maxX(),
                factor * old.maxY(),
                factor * old.maxZ());
        SceneTransform transform = SceneTransform.scaling(scale, times * t[0], times * t[1], times * t[2]);
        return new Stated(box, transform, stated.origin() + " and scene.scale", false);
    }

    /** The cube of side {@code aabb_scale} in instant-ngp's coordinates. */
    private static Stated cube(JsonFile file, boolean mitsuba) {
        double usual = mitsuba ? MITSUBA_SCALE : NGP_SCALE;
        double scale = file.number(file.root(), "scale").orElse(usual);
        double[] offset = offset(file, mitsuba ? 0.25 * usual : 0.5);
        double half = half(file, file.number(file.root(), "aabb_scale").orElse(1));
        SceneTransform transform = SceneTransform.scaling(scale, offset[0] - 0.5, offset[1] - 0.5, offset[2] - 0.5);
        return new Stated(Box.cube((float) half), transform, "aabb_scale and scale", false);
    }

    /** Half of {@code aabb_scale}, which must be positive. */
    static double half(JsonFile file, double aabbScale) {
        if (!(aabbScale > 0)) {
            throw new UserError("aabb_scale of %s is %s but must be positive.".formatted(file.path(), aabbScale));
        }
        return 0.5 * aabbScale;
    }

    /** The corners of {@code aabb} in world coordinates; the longest side becomes 1, the middle the origin. */
    private static Stated aabb(JsonFile file) {
        JsonNode aabb = file.root().get("aabb");
        if (aabb.size() != 2) {
            throw new UserError("aabb of %s must be a list of two corners.".formatted(file.path()));
        }
        double[] a = triple(file, aabb.get(0), "aabb");
        double[] b = triple(file, aabb.get(1), "aabb");
        double longest = 0;
        for (int i = 0; i < 3; i++) {
            longest = Math.max(longest, Math.abs(b[i] - a[i]));
        }
        if (!(longest > 0)) {
            throw new UserError("The corners of aabb of %s are the same point.".formatted(file.path()));
        }
        double scale = 1 / longest;
        double[] centre = {0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]), 0.5 * (a[2] + b[2])};
        SceneTransform transform =
                SceneTransform.scaling(scale, -scale * centre[0], -scale * centre[1], -scale * centre[2]);
        double times = 2 * half(file, file.number(file.root(), "aabb_scale").orElse(1));
        float[] reach = new float[3];
        for (int i = 0; i < 3; i++) {
            reach[i] = (float) (times > 1 ? 0.5 * times : 0.5 * Math.abs(b[i] - a[i]) * scale);
        }
        Box box = new Box(-reach[0], -reach[1], -reach[2], reach[0], reach[1], reach[2]);
        return new Stated(box, transform, "aabb", false);
    }

    private static double[] offset(JsonFile file, double usual) {
        JsonNode offset = file.root().path("offset");
        if (offset.isArray()) {
            return triple(file, offset, "offset");
        }
        double value = file.number(file.root(), "offset").orElse(usual);
        return new double[] {value, value, value};
    }

    /** The frames of a file in the frame from before its transform was applied. */
    static List<Frame> original(JsonFile file) {
        SceneTransform undo = applied(file).inverse();
        return file.frames(null).stream().map(frame -> frame.moved(undo)).toList();
    }

    private static CaptureLayout nerfstudio(JsonFile file, List<Frame> inFile) {
        SceneTransform own = orients(file)
                ? Normalisation.upright(inFile.stream().map(Frame::pose).toList())
                : SceneTransform.identity();
        SceneTransform applied = applied(file);
        SceneTransform undo = applied.inverse();
        List<Frame> frames = inFile.stream().map(frame -> frame.moved(undo)).toList();
        List<double[]> points = points(file).stream().map(undo::fromWorld).toList();
        return CaptureLayout.of(frames, points, own.after(applied), null);
    }

    private static List<double[]> points(JsonFile file) {
        JsonNode named = file.root().path("ply_file_path");
        if (!named.isString()) {
            return List.of();
        }
        return PlyPoints.read(
                file.path().toAbsolutePath().resolveSibling(named.asString().replace('\\', '/')));
    }

    /** The split that the file names. */
    private static CaptureLayout split(JsonFile file, CaptureLayout all) {
        List<Frame> train = named(file, all.train(), "train_filenames");
        List<Frame> validation = named(file, all.train(), "val_filenames");
        List<Frame> test = named(file, all.train(), "test_filenames");
        List<Frame> away = named(file, all.train(), "extrapolation_filenames");
        return new CaptureLayout(train, validation, test, away, all.points(), all.turn(), all.stated());
    }

    /** The transform already applied to the original frame: q = applied_scale applied_transform p. */
    static SceneTransform applied(JsonFile file) {
        JsonNode matrix = file.root().get("applied_transform");
        double scale = file.number(file.root(), "applied_scale").orElse(1);
        if (matrix == null || matrix.isNull()) {
            return SceneTransform.scaling(scale, 0, 0, 0);
        }
        double[] m = JsonFile.rows(matrix, matrix.size() == 4 ? 4 : 3, "applied_transform of " + file.path());
        double[] rotation = {m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]};
        SceneTransform turned = new SceneTransform(1, rotation, new double[] {m[3], m[7], m[11]});
        return SceneTransform.scaling(scale, 0, 0, 0).after(turned);
    }

    /** Whether nerfstudio turns the cameras of a file upright. */
    static boolean orients(JsonFile file) {
        JsonNode override = file.root().get("orientation_override");
        String method = override == null || override.isNull() ? "up" : override.asString();
        return switch (method) {
            case "up" -> true;
            case "none" -> false;
            default ->
                throw new UserError("The orientation_override %s of %s is not supported; use up or none."
                        .formatted(method, file.path()));
        };
    }

    private static List<Frame> named(JsonFile file, List<Frame> frames, String key) {
        JsonNode list = file.root().get(key);
        if (list == null || list.isNull()) {
            return List.of();
        }
        Set<String> names = new HashSet<>();
        list.forEach(name -> names.add(JsonFile.plain(name.asString(""))));
        List<Frame> chosen =
                frames.stream().filter(frame -> names.contains(frame.name())).toList();
        names.removeAll(file.names());
        if (!names.isEmpty()) {
            throw new UserError("%s of %s names %s, which is not among its frames."
                    .formatted(key, file.path(), names.iterator().next()));
        }
        return chosen;
    }

    private static double[] triple(JsonFile file, JsonNode list, String key) {
        if (list.size() != 3 || !list.valueStream().allMatch(JsonNode::isNumber)) {
            throw new UserError("%s of %s must hold three numbers.".formatted(key, file.path()));
        }
        return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
