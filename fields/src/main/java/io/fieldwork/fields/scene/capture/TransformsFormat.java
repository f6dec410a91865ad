package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The layout with one {@code transforms.json} for all photographs, as instant-ngp and nerfstudio write it.
 *
 * <p>instant-ngp: scene coordinates are its unit cube moved to the origin, scene = scale world + offset - 0.5 with
 * scale 0.33 and offset 0.5 unless the file says otherwise; the box is {@code aabb}, or the cube of side {@code
 * aabb_scale}. nerfstudio: see {@link Normalisation}; {@code applied_transform} and {@code applied_scale} are folded
 * into the recorded transform, so its inverse leads to the frame from before they were applied.
 */
final class TransformsFormat implements Format {
    private static final Logger LOG = LoggerFactory.getLogger(TransformsFormat.class);
    private static final List<String> NGP_KEYS = List.of("aabb_scale", "aabb", "scale", "offset", "from_mitsuba");

    @Override
    public CaptureLayout read(Path path, SceneOptions options) {
        JsonFile file = JsonFile.read(Files.isDirectory(path) ? path.resolve("transforms.json") : path);
        List<Frame> frames = file.frames();
        frames.sort(Comparator.comparing(Frame::name));
        if (file.root().get("frames").valueStream().anyMatch(frame -> frame.hasNonNull("mask_path"))) {
            LOG.warn("{} names masks; they are not used.", file.path());
        }
        boolean ngp = options.format() == null
                ? NGP_KEYS.stream().anyMatch(file.root()::has)
                : options.format().equals("ngp");
        return ngp ? ngp(file, frames, options) : nerfstudio(file, frames, options);
    }

    private static CaptureLayout ngp(JsonFile file, List<Frame> frames, SceneOptions options) {
        double scale = options.scale() != null
                ? options.scale()
                : file.number(file.root(), "scale").orElse(0.33);
        double[] offset = offset(file);
        SceneTransform transform = SceneTransform.scaling(scale, offset[0] - 0.5, offset[1] - 0.5, offset[2] - 0.5);
        Box box = options.box() == null ? ngpBox(file) : Box.cube(options.box().floatValue());
        return CaptureLayout.split(frames, options.holdout(), box, transform);
    }

    private static double[] offset(JsonFile file) {
        JsonNode offset = file.root().path("offset");
        if (offset.isArray()) {
            return triple(file, offset, "offset");
        }
        double value = file.number(file.root(), "offset").orElse(0.5);
        return new double[] {value, value, value};
    }

    private static Box ngpBox(JsonFile file) {
        JsonNode aabb = file.root().get("aabb");
        if (aabb == null || aabb.isNull()) {
            return Box.cube(
                    (float) (0.5 * file.number(file.root(), "aabb_scale").orElse(1)));
        }
        if (aabb.size() != 2) {
            throw new UserError("aabb of %s must be a list of two corners.".formatted(file.path()));
        }
        double[] a = triple(file, aabb.get(0), "aabb");
        double[] b = triple(file, aabb.get(1), "aabb");
        float[] low = new float[3];
        float[] high = new float[3];
        for (int i = 0; i < 3; i++) {
            low[i] = (float) (Math.min(a[i], b[i]) - 0.5);
            high[i] = (float) (Math.max(a[i], b[i]) - 0.5);
        }
        return new Box(low[0], low[1], low[2], high[0], high[1], high[2]);
    }

    private static CaptureLayout nerfstudio(JsonFile file, List<Frame> inFile, SceneOptions options) {
        SceneTransform own = Normalisation.of(inFile, orients(file), options.scale());
        double half = options.box() == null ? Normalisation.positive(Normalisation.reach(inFile, own)) : options.box();
        Box box = Box.cube((float) half);
        SceneTransform applied = applied(file);
        SceneTransform undo = applied.inverse();
        List<Frame> frames = inFile.stream()
                .map(f -> new Frame(f.name(), f.image(), undo.movePose(f.pose()), f.lens()))
                .toList();
        SceneTransform whole = own.after(applied);
        if (!file.root().has("train_filenames")) {
            return CaptureLayout.split(frames, options.holdout(), box, whole);
        }
        List<Frame> train = named(file, frames, "train_filenames");
        List<Frame> validation = named(file, frames, "val_filenames");
        List<Frame> test = named(file, frames, "test_filenames");
        return new CaptureLayout(train, validation, test, box, whole);
    }

    /** The transform already applied to the original frame: q = applied_scale applied_transform p. */
    private static SceneTransform applied(JsonFile file) {
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

    private static boolean orients(JsonFile file) {
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
        list.forEach(name -> names.add(name.asString("").replaceFirst("^\\./", "")));
        List<Frame> chosen =
                frames.stream().filter(frame -> names.remove(frame.name())).toList();
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
