package io.fieldwork.render.load;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A glTF file: its document and the bytes that it speaks of.
 *
 * @param root of the document
 * @param buffers little-endian
 */
record Gltf(JsonNode root, List<ByteBuffer> buffers) {
    private static final int GLB = 0x46546C67;
    private static final int JSON = 0x4E4F534A;
    private static final int BINARY = 0x004E4942;
    private static final JsonMapper MAPPER = new JsonMapper();

    static Gltf read(Path file, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer json = bytes;
        ByteBuffer binary = null;
        if (content.length >= 12 && bytes.getInt(0) == GLB) {
            json = chunk(bytes, 12, JSON);
            int next = 20 + json.remaining();
            binary = next + 8 <= content.length ? chunk(bytes, next, BINARY) : null;
        }
        try {
            JsonNode root = MAPPER.readTree(content, json.position(), json.remaining());
            List<ByteBuffer> buffers = new ArrayList<>();
            for (JsonNode each : root.path("buffers")) {
                buffers.add(buffer(file, each, binary));
            }
            return new Gltf(root, buffers);
        } catch (JacksonException e) {
            throw new IOException("it is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ByteBuffer chunk(ByteBuffer file, int at, int kind) throws IOException {
        if (at + 8 > file.limit() || file.getInt(at) < 0 || file.getInt(at) > file.limit() - at - 8) {
            throw new IOException("a chunk is longer than the file; it may be cut short");
        }
        if (file.getInt(at + 4) != kind) {
            throw new IOException("its chunks are not those of glTF 2");
        }
        return file.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(at + 8 + file.getInt(at))
                .position(at + 8);
    }

    private static ByteBuffer buffer(Path file, JsonNode buffer, @Nullable ByteBuffer binary) throws IOException {
        String uri = buffer.path("uri").asString("");
        ByteBuffer bytes = uri.isEmpty() ? binary : ByteBuffer.wrap(bytes(file, uri));
        if (bytes == null || bytes.remaining() < buffer.path("byteLength").asLong(0)) {
            throw new IOException("a buffer of it is missing or cut short");
        }
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(Path file, String uri) throws IOException {
        try {
            int comma = uri.indexOf(";base64,");
            if (uri.startsWith("data:") && comma > 0) {
                return Base64.getDecoder().decode(uri.substring(comma + 8));
            }
            Path beside = file.resolveSibling(URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8));
            if (Files.isRegularFile(beside)) {
                return Files.readAllBytes(beside);
            }
        } catch (InvalidPathException e) {
            // no name that a file can have
        } catch (IllegalArgumentException e) {
            throw new IOException("a buffer of it is damaged", e);
        }
        throw new IOException("its buffer " + uri.substring(0, Math.min(80, uri.length())) + " is missing");
    }

    /** An entry of one of the document's lists. */
    JsonNode entry(String list, JsonNode index) throws IOException {
        JsonNode entry = root.path(list).path(index.isInt() ? index.intValue() : -1);
        if (!entry.isObject()) {
            throw new IOException("it has no entry " + index + " in '" + list + "'");
        }
        return entry;
    }

    /** The rows of numbers of an accessor; integers are taken as fractions where it says so. */
    double[][] accessor(JsonNode index) throws IOException {
        JsonNode accessor = entry("accessors", index);
        if (accessor.has("sparse") || !accessor.has("bufferView")) {
            throw new IOException("it has sparse accessors, which are not read");
        }
        JsonNode view = entry("bufferViews", accessor.path("bufferView"));
        PlyType type = type(accessor.path("componentType").asInt(0));
        int width = width(accessor.path("type").asString(""));
        long count = accessor.path("count").asLong(-1);
        long stride = view.path("byteStride").asLong((long) width * type.bytes);
        long start =
                view.path("byteOffset").asLong(0) + accessor.path("byteOffset").asLong(0);
        JsonNode number = view.path("buffer");
        ByteBuffer buffer = number.isInt() && number.intValue() >= 0 && number.intValue() < buffers.size()
                ? buffers.get(number.intValue()).duplicate().order(ByteOrder.LITTLE_ENDIAN)
                : ByteBuffer.allocate(0);
        long row = (long) width * type.bytes;
        if (count < 0
                || stride < row
                || start < 0
                || start > buffer.limit()
                || count > (buffer.limit() - start + stride - row) / stride) {
            throw new IOException("an accessor reaches beyond its buffer");
        }
        double scale = accessor.path("normalized").asBoolean(false) ? type.brightest : 1;
        double[][] rows = new double[(int) count][width];
        for (int i = 0; i < count; i++) {
            buffer.position((int) (start + i * stride));
            for (int c = 0; c < width; c++) {
                rows[i][c] = type.read(buffer) / scale;
            }
        }
        return rows;
    }

    private static PlyType type(int code) throws IOException {
        return switch (code) {
            case 5120 -> PlyType.INT8;
            case 5121 -> PlyType.UINT8;
            case 5122 -> PlyType.INT16;
            case 5123 -> PlyType.UINT16;
            case 5125 -> PlyType.UINT32;
            case 5126 -> PlyType.FLOAT32;
            default -> throw new IOException("it has an accessor of the unknown type " + code);
        };
    }

    private static int width(String type) throws IOException {
        return switch (type) {
            case "SCALAR" -> 1;
            case "VEC2" -> 2;
            case "VEC3" -> 3;
            case "VEC4" -> 4;
            default -> throw new IOException("it has an accessor of the unexpected shape '" + type + "'");
        };
    }
}
