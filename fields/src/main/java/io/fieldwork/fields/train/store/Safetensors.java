package io.fieldwork.fields.train.store;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format: the length of a header, the header in JSON with type, shape and place of every tensor, and their bytes without
 * gaps. A checksum (CRC-32C) of the bytes and of the entries of the header stands in its metadata; files without one are read too.
 */
final class Safetensors {
    private static final String METADATA = "__metadata__";
    private static final String CHECKSUM = "crc32c";
    private static final int MOST_HEADER = 100_000_000;
    private static final int PIECE = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Map<String, DataType> TYPES = Map.of(
            "F64", DataType.FLOAT64,
            "F32", DataType.FLOAT32,
            "F16", DataType.FLOAT16,
            "BF16", DataType.BFLOAT16,
            "I64", DataType.INT64,
            "I32", DataType.INT32,
            "I8", DataType.INT8,
            "U8", DataType.UINT8,
            "BOOL", DataType.BOOLEAN);

    /** The place of a tensor: an entry of the header. */
    private record Entry(String name, DataType type, Shape shape, long begin, long end) {}

    private Safetensors() {}

    static void write(OutputStream out, Map<String, NDArray> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        List<ByteBuffer> contents = new ArrayList<>();
        long at = 0;
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            ByteBuffer content = tensor.getValue().toByteBuffer(false);
            ObjectNode entry = header.putObject(tensor.getKey());
            entry.put("dtype", name(tensor.getValue().getDataType()));
            for (long extent : tensor.getValue().getShape().getShape()) {
                entry.withArray("shape").add(extent);
            }
            entry.withArray("shape");
            entry.putArray("data_offsets").add(at).add(at + content.remaining());
            at += content.remaining();
            contents.add(content);
        }
        CRC32C sum = start(header);
        contents.forEach(content -> sum.update(content.duplicate()));
        header.putObject(METADATA).put(CHECKSUM, Long.toHexString(sum.getValue()));
        byte[] text = JSON.writeValueAsBytes(header);
        int length = text.length + Math.floorMod(-text.length, Long.BYTES);
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(length).put(text);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        out.write(start.array());
        byte[] piece = new byte[PIECE];
        for (ByteBuffer content : contents) {
            while (content.hasRemaining()) {
                int count = Math.min(PIECE, content.remaining());
                content.get(piece, 0, count);
                out.write(piece, 0, count);
            }
        }
    }

    private static String name(DataType type) throws IOException {
        for (Map.Entry<String, DataType> each : TYPES.entrySet()) {
            if (each.getValue() == type) {
                return each.getKey();
            }
        }
        throw new IOException("tensors of type " + type + " have no place in it");
    }

    private static CRC32C start(ObjectNode entries) {
        CRC32C sum = new CRC32C();
        sum.update(JSON.writeValueAsBytes(entries));
        return sum;
    }

    /** All tensors of a file; throws IOException with a clause that says what is wrong with it. */
    static Map<String, NDArray> read(NDManager manager, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer start = bytes(channel, 0, Long.BYTES);
            long length = start.getLong();
            if (length < 2 || length > MOST_HEADER || length > channel.size() - Long.BYTES) {
                throw new IOException("its header of " + length + " bytes does not fit into its " + channel.size());
            }
            ObjectNode header = header(StandardCharsets.UTF_8
                    .decode(bytes(channel, Long.BYTES, length))
                    .toString());
            JsonNode metadata = header.remove(METADATA);
            String sum = metadata == null ? null : metadata.path(CHECKSUM).asString(null);
            return read(manager, channel, Long.BYTES + length, header, sum);
        } catch (JacksonException e) {
            throw new IOException("its header is not valid JSON", e);
        }
    }

    private static ObjectNode header(String text) throws IOException {
        if (JSON.readTree(text) instanceof ObjectNode header) {
            return header;
        }
        throw new IOException("its header is no object");
    }

    private static Map<String, NDArray> read(
            NDManager manager, FileChannel channel, long data, ObjectNode header, @Nullable String expected)
            throws IOException {
        List<Entry> entries = entries(header, channel.size() - data);
        CRC32C sum = start(header);
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            ByteBuffer content = bytes(channel, data + entry.begin, entry.end - entry.begin);
            sum.update(content.duplicate());
            tensors.put(entry.name, array(manager, entry, content));
        }
        if (expected != null && !expected.equals(Long.toHexString(sum.getValue()))) {
            throw new IOException("its checksum is wrong");
        }
        return tensors;
    }

    private static NDArray array(NDManager manager, Entry entry, ByteBuffer content) {
        NDArray array = manager.create(content, entry.shape, entry.type);
        array.setName(entry.name);
        return array;
    }

    private static ByteBuffer bytes(FileChannel channel, long at, long length) throws IOException {
        if (length > Integer.MAX_VALUE - 8 || length > channel.size() - at) {
            throw new IOException("it is cut short, or a tensor has more than 2 GiB");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("it is cut short");
            }
        }
        return bytes.flip();
    }

    /** The entries in the order of their bytes, which must cover the data without gaps. */
    private static List<Entry> entries(ObjectNode header, long size) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : header.properties()) {
            entries.add(entry(each.getKey(), each.getValue()));
        }
        entries.sort((a, b) -> a.begin != b.begin ? Long.compare(a.begin, b.begin) : Long.compare(a.end, b.end));
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin != at) {
                throw new IOException("its tensor '" + entry.name + "' does not begin where the one before ends");
            }
            at = entry.end;
        }
        if (at != size) {
            throw new IOException("its tensors take " + at + " bytes, but " + size + " follow the header");
        }
        return entries;
    }

    private static Entry entry(String name, JsonNode node) throws IOException {
        DataType type = TYPES.get(node.path("dtype").asString(""));
        JsonNode offsets = node.path("data_offsets");
        long begin = offsets.path(0).asLong(-1);
        long end = offsets.path(1).asLong(-1);
        long[] shape =
                node.path("shape").valueStream().mapToLong(n -> n.asLong(-1)).toArray();
        if (type == null || !node.path("shape").isArray() || begin < 0 || bytes(type, shape) != end - begin) {
            throw new IOException("the type, shape or place of its tensor '" + name + "' is wrong");
        }
        return new Entry(name, type, new Shape(shape), begin, end);
    }

    /** The number of bytes of a tensor, or -1 if there can be none like it. */
    private static long bytes(DataType type, long[] shape) {
        long bytes = type.getNumOfBytes();
        for (long extent : shape) {
            if (extent < 0 || Math.multiplyHigh(bytes, extent) != 0 || bytes * extent < 0) {
                return -1;
            }
            bytes *= extent;
        }
        return bytes;
    }
}
