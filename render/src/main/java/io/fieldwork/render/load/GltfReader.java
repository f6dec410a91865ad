package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.joml.Matrix4d;
import org.joml.Quaterniond;
import org.joml.Vector3d;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A reader of glTF files, version 2: the scene as it stands at rest, turned so that z is up. */
final class GltfReader {
    private static final int POINTS = 0;
    private static final int LINE_LOOP = 2;
    private static final int TRIANGLES = 4;
    private static final int STRIP = 5;
    private static final int FAN = 6;
    private static final Set<String> UNDERSTOOD = Set.of(
            "KHR_mesh_quantization",
            "KHR_materials_unlit",
            "KHR_texture_transform",
            "KHR_texture_basisu",
            "EXT_texture_webp");

    private record Placed(JsonNode node, Matrix4d place) {}

    private final Gltf file;
    private final Draft draft = new Draft();
    private final Set<Integer> seen = new HashSet<>();

    private GltfReader(Gltf file) {
        this.file = file;
    }

    static Draft read(Path path, byte[] content) throws IOException {
        GltfReader reader = new GltfReader(Gltf.read(path, content));
        reader.all();
        return reader.draft;
    }

    private void all() throws IOException {
        JsonNode root = file.root();
        for (JsonNode each : root.path("extensionsRequired")) {
            if (!UNDERSTOOD.contains(each.asString(""))) {
                throw new IOException("it needs the extension " + each + ", which is not read");
            }
        }
        if (!root.path("animations").isEmpty() || !root.path("skins").isEmpty()) {
            draft.remark("it is shown at rest, without its animations and skins");
        }
        Matrix4d upright = new Matrix4d().rotateX(Math.PI / 2);
        Deque<Placed> nodes = new ArrayDeque<>();
        JsonNode scene = root.path("scenes").path(root.path("scene").asInt(0));
        children(root.has("scenes") ? scene.path("nodes") : roots(root.path("nodes")), upright, nodes);
        while (!nodes.isEmpty()) {
            Placed next = nodes.pop();
            children(next.node.path("children"), next.place, nodes);
            if (next.node.has("mesh")) {
                for (JsonNode each :
                        file.entry("meshes", next.node.path("mesh")).path("primitives")) {
                    primitive(each, next.place);
                }
            }
        }
    }

    /** The numbers of the nodes that are children of none. */
    private static JsonNode roots(JsonNode nodes) {
        Set<Integer> below = new HashSet<>();
        nodes.forEach(node -> node.path("children").forEach(child -> below.add(child.asInt(-1))));
        ArrayNode roots = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, nodes.size()).filter(i -> !below.contains(i)).forEach(roots::add);
        return roots;
    }

    private void children(JsonNode numbers, Matrix4d parent, Deque<Placed> nodes) throws IOException {
        for (JsonNode number : numbers) {
            JsonNode node = file.entry("nodes", number);
            if (!seen.add(number.intValue())) {
                throw new IOException("its node " + number + " has two parents");
            }
            nodes.push(new Placed(node, place(node).mulLocal(parent)));
        }
    }

    private static Matrix4d place(JsonNode node) throws IOException {
        if (node.has("matrix")) {
            return new Matrix4d().set(numbers(node.path("matrix"), new double[16]));
        }
        double[] t = numbers(node.path("translation"), 0, 0, 0);
        double[] r = numbers(node.path("rotation"), 0, 0, 0, 1);
        double[] s = numbers(node.path("scale"), 1, 1, 1);
        return new Matrix4d()
                .translationRotateScale(new Vector3d(t), new Quaterniond(r[0], r[1], r[2], r[3]), new Vector3d(s));
    }

    private static double[] numbers(JsonNode list, double... usual) throws IOException {
        if (list.isMissingNode()) {
            return usual;
        }
        double[] numbers = list.valueStream()
                .mapToDouble(each -> each.asDouble(Double.NaN))
                .toArray();
        if (numbers.length != usual.length) {
            throw new IOException(
                    "a list of %d numbers stands where %d were expected".formatted(numbers.length, usual.length));
        }
        return numbers;
    }

    private void primitive(JsonNode primitive, Matrix4d place) throws IOException {
        double[][] points = file.accessor(primitive.path("attributes").path("POSITION"));
        JsonNode material = primitive.has("material") ? file.entry("materials", primitive.path("material")) : primitive;
        JsonNode surface = material.path("pbrMetallicRoughness");
        if (surface.has("baseColorTexture")) {
            draft.remark("its textures are not shown");
        }
        boolean colored =
                surface.has("baseColorFactor") || primitive.path("attributes").has("COLOR_0");
        double[] factor = numbers(surface.path("baseColorFactor"), 1, 1, 1, 1);
        double[][] colors = attribute(primitive, "COLOR_0", points.length, 1);
        int first = draft.points();
        for (int i = 0; i < points.length; i++) {
            Vector3d p = place.transformPosition(vector(points[i]));
            double[] c = colors[i];
            int color = colored
                    ? Draft.color(shown(c[0] * factor[0]), shown(c[1] * factor[1]), shown(c[2] * factor[2]))
                    : Draft.NONE;
            draft.point(p.x, p.y, p.z, color);
        }
        int normals =
                primitive.path("attributes").has("NORMAL") ? normals(primitive, place, points.length) : Draft.NONE;
        connect(primitive.path("mode").asInt(TRIANGLES), indices(primitive, points.length), first, normals);
    }

    private static Vector3d vector(double[] row) throws IOException {
        if (row.length != 3) {
            throw new IOException("its positions and normals have " + row.length + " components");
        }
        return new Vector3d(row);
    }

    /** Linear light as it is displayed (sRGB). */
    private static double shown(double linear) {
        return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    }

    /** An attribute of each point, or the same value for all where it is absent. */
    private double[][] attribute(JsonNode primitive, String name, int count, double otherwise) throws IOException {
        if (!primitive.path("attributes").has(name)) {
            double[] same = {otherwise, otherwise, otherwise};
            double[][] all = new double[count][];
            Arrays.fill(all, same);
            return all;
        }
        double[][] rows = file.accessor(primitive.path("attributes").path(name));
        if (rows.length != count || count > 0 && rows[0].length < 3) {
            throw new IOException("its attribute " + name + " does not fit its positions");
        }
        return rows;
    }

    private int normals(JsonNode primitive, Matrix4d place, int count) throws IOException {
        int first = draft.normals();
        Matrix4d turn = place.normal(new Matrix4d());
        for (double[] row : attribute(primitive, "NORMAL", count, 0)) {
            Vector3d n = turn.transformDirection(vector(row)).normalize();
            draft.normal(n.x, n.y, n.z);
        }
        return first;
    }

    private int[] indices(JsonNode primitive, int points) throws IOException {
        if (!primitive.has("indices")) {
            return IntStream.range(0, points).toArray();
        }
        double[][] rows = file.accessor(primitive.path("indices"));
        int[] indices = new int[rows.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) rows[i][0];
            if (indices[i] < 0 || indices[i] >= points) {
                throw new IOException("a face names the vertex " + indices[i] + " (counted from 0) of " + points);
            }
        }
        return indices;
    }

    private void connect(int mode, int[] index, int first, int normals) throws IOException {
        int n = index.length;
        switch (mode) {
            case POINTS -> {}
            case 1, LINE_LOOP, 3 -> {
                for (int i = 0; i + 1 < n; i += mode == 1 ? 2 : 1) {
                    draft.line(first + index[i], first + index[i + 1]);
                }
                if (mode == LINE_LOOP && n > 2) {
                    draft.line(first + index[n - 1], first + index[0]);
                }
            }
            case TRIANGLES, STRIP, FAN -> {
                for (int i = 0; i + 2 < n; i += mode == TRIANGLES ? 3 : 1) {
                    int odd = mode == STRIP ? i % 2 : 0;
                    int start = mode == FAN ? 0 : i;
                    polygon(first, normals, index[start], index[i + 1 + odd], index[i + 2 - odd]);
                }
            }
            default -> throw new IOException("it has a primitive of the unknown mode " + mode);
        }
    }

    private void polygon(int first, int normals, int... corners) {
        int[] points = Arrays.stream(corners).map(i -> first + i).toArray();
        int[] directions = normals < 0
                ? null
                : Arrays.stream(corners).map(i -> normals + i).toArray();
        draft.polygon(points, directions, Draft.NONE);
    }
}
