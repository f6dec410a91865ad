package io.fieldwork.samples.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small whole files of every format that is read. */
final class FuzzSeeds {
    private static final float[][] CORNERS = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final int[][] FACES = {{0, 2, 1}, {0, 1, 3}, {1, 2, 3}, {2, 0, 3}};

    private FuzzSeeds() {}

    /** Writes a file. */
    @FunctionalInterface
    private interface Writer {
        void write(Path file) throws IOException;
    }

    private static byte[] written(String name, Writer writer) throws IOException {
        Path folder = Files.createTempDirectory("seed");
        Path file = folder.resolve(name);
        writer.write(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.delete(folder);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] ply(String format) {
        byte[] header = text(
                "ply\nformat " + format + " 1.0\ncomment one\nelement vertex 4\nproperty double x\nproperty float y\n"
                        + "property float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nelement face 4\n"
                        + "property list uchar int vertex_indices\nelement edge 1\nproperty int vertex1\nproperty int vertex2\nend_header\n");
        if (format.equals("ascii")) {
            return text(
                    new String(header, StandardCharsets.UTF_8)
                            + "0 0 0 255 0 0\n1 0 0 0 255 0\n0 1 0 0 0 255\n0 0 1 9 9 9\n3 0 2 1\n3 0 1 3\n3 1 2 3\n3 2 0 3\n0 1\n");
        }
        ByteBuffer file = ByteBuffer.allocate(header.length + 4 * 19 + 4 * 13 + 8)
                .order(format.endsWith("little_endian") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        file.put(header);
        for (float[] p : CORNERS) {
            file.putDouble(p[0])
                    .putFloat(p[1])
                    .putFloat(p[2])
                    .put((byte) 9)
                    .put((byte) 99)
                    .put((byte) 200);
        }
        for (int[] face : FACES) {
            file.put((byte) 3).putInt(face[0]).putInt(face[1]).putInt(face[2]);
        }
        return file.putInt(0).putInt(1).array();
    }

    static byte[] obj() {
        return text(
                "mtllib x.mtl\nv 0 0 0\nv 1 0 0 1 0 0\nv 1 1 0\nv 0.2 0.2 0\nv 0 1 0\nvn 0 0 1\nvt 0 0\nusemtl red\n"
                        + "f 1//1 2//1 3//1 4//1 5//1\nf -5/1 \\\n -4/1 -1/1\nl 1 2 3\np 1\n");
    }

    static byte[] stlText() {
        return text(
                "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid a\n");
    }

    static byte[] stlBinary() {
        ByteBuffer file = ByteBuffer.allocate(84 + 4 * 50).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(80, 4).position(84);
        for (int[] face : FACES) {
            file.putFloat(0).putFloat(0).putFloat(1);
            for (int corner : face) {
                file.putFloat(CORNERS[corner][0]).putFloat(CORNERS[corner][1]).putFloat(CORNERS[corner][2]);
            }
            file.putShort((short) 0x801f);
        }
        return file.array();
    }

    static byte[] off() {
        return text(
                "COFF\n4 2 0 # counts\n0 0 0 255 0 0 255\n1 0 0 0 255 0 255\n1 1 0 0 0 255 255\n0 1 0 9 9 9 9\n4 0 1 2 3 0.5 0.5 1\n3 0 1 2\n");
    }

    private static ByteBuffer gltfBuffer() {
        ByteBuffer buffer = ByteBuffer.allocate(48 + 24).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] p : CORNERS) {
            buffer.putFloat(p[0]).putFloat(p[1]).putFloat(p[2]);
        }
        for (int[] face : FACES) {
            buffer.putShort((short) face[0]).putShort((short) face[1]).putShort((short) face[2]);
        }
        return buffer;
    }

    private static String gltf(String uri) {
        return "{\"asset\":{\"version\":\"2.0\"},\"scene\":0,\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"children\":[1],\"scale\":[1,2,3]},"
                + "{\"mesh\":0,\"rotation\":[0,0,0,1]}],\"meshes\":[{\"primitives\":[{\"attributes\":{\"POSITION\":0},\"indices\":1,\"material\":0}]}],"
                + "\"materials\":[{\"pbrMetallicRoughness\":{\"baseColorFactor\":[1,0.5,0,1]}}],\"accessors\":[{\"bufferView\":0,"
                + "\"componentType\":5126,\"count\":4,\"type\":\"VEC3\"},{\"bufferView\":1,\"componentType\":5123,\"count\":12,\"type\":\"SCALAR\"}],"
                + "\"bufferViews\":[{\"buffer\":0,\"byteLength\":48},{\"buffer\":0,\"byteOffset\":48,\"byteLength\":24}],"
                + "\"buffers\":[{\"byteLength\":72" + uri + "}]}";
    }

    static byte[] gltf() {
        String data = Base64.getEncoder().encodeToString(gltfBuffer().array());
        return text(gltf(",\"uri\":\"data:application/octet-stream;base64," + data + "\""));
    }

    static byte[] glb() {
        String json = gltf("");
        byte[] padded = text(json + " ".repeat(Math.floorMod(-json.length(), 4)));
        return ByteBuffer.allocate(28 + padded.length + 72)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x46546C67)
                .putInt(2)
                .putInt(28 + padded.length + 72)
                .putInt(padded.length)
                .putInt(0x4E4F534A)
                .put(padded)
                .putInt(72)
                .putInt(0x004E4942)
                .put(gltfBuffer().array())
                .array();
    }

    static List<byte[]> pictures() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int type :
                new int[] {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_INDEXED
                }) {
            files.add(picture(type, "png"));
        }
        files.add(picture(BufferedImage.TYPE_INT_RGB, "jpg"));
        return files;
    }

    private static byte[] picture(int type, String format) throws IOException {
        BufferedImage image = new BufferedImage(9, 7, type);
        for (int i = 0; i < 63; i++) {
            image.setRGB(i % 9, i / 9, 0x80000000 + i * 0x030507);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    static byte[] cameraPath() {
        return text(
                "{\"keys\":[{\"time\":0,\"eye\":[0,0,1],\"turn\":[0,0,0,1],\"near\":0.1,\"far\":10,\"fieldOfView\":40},"
                        + "{\"time\":1,\"eye\":[0,1,1],\"turn\":[0,0,0,1],\"near\":0.1,\"far\":10,\"height\":2}]}");
    }

    static byte[] materials() {
        return text("# two\nnewmtl red\nKd 1 0 0\nd 0.5\nnewmtl blue\nKd 0 0 1 # blue\nmap_Kd -s 1 1 1 a b.png\n");
    }

    static byte[] metrics() {
        return text(
                "{\"step\":1,\"seconds\":0.1,\"loss\":2.5,\"rate\":0.001}\n{\"step\":10,\"loss\":1e-3,\"psnr\":12}\n");
    }

    static byte[] manifest() {
        return text(
                "{\"version\":\"1\",\"starts\":[{\"time\":\"2026-01-01T00:00:00Z\",\"step\":0,\"command\":\"train\"}]}");
    }

    static byte[] columns() {
        return text("# t, x,u\n0,0.5,1e3\n1 -2;7\n\n2,3,4\n");
    }

    /** Files that are kept whole among the resources. */
    static List<byte[]> stored(String... names) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : names) {
            try (InputStream in = Objects.requireNonNull(FuzzSeeds.class.getResourceAsStream("seeds/" + name), name)) {
                files.add(in.readAllBytes());
            }
        }
        return files;
    }

    /** The same by name, in a folder. */
    static Map<String, byte[]> beside(String folder, String... names) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : names) {
            files.put(folder + name, stored(name).getFirst());
        }
        return files;
    }

    static List<byte[]> safetensors() throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            byte[] guarded = written(
                    "x.safetensors",
                    file -> Checkpoint.write(
                            file,
                            Map.of("a", manager.create(new float[] {1, 2, 3}), "b/c", manager.create(new long[] {4}))));
            byte[] header = text("{\"a\":{\"dtype\":\"F32\",\"shape\":[3,1],\"data_offsets\":[0,12]}}  ");
            ByteBuffer plain = ByteBuffer.allocate(8 + header.length + 12).order(ByteOrder.LITTLE_ENDIAN);
            return List.of(guarded, plain.putLong(header.length).put(header).array());
        }
    }

    /** A grid as it is written, and one without its checksum. */
    static List<byte[]> grids() throws IOException {
        byte[] guarded = written(
                "x.safetensors",
                file -> new BakedGrid(
                                new float[3],
                                0.5f,
                                new int[] {1, 2, 1},
                                new int[] {0, -1},
                                0,
                                new float[3],
                                new byte[729],
                                new byte[3 * 729])
                        .write(file));
        String latin = new String(guarded, StandardCharsets.ISO_8859_1);
        byte[] open = latin.replace("crc32c", "title_").getBytes(StandardCharsets.ISO_8859_1);
        return List.of(guarded, open);
    }

    static byte[] solution() throws IOException {
        double[] values = new double[12];
        return written(
                "x.npz",
                file -> new GridSolution(
                                List.of(GridAxis.interval("t", 0, 1, 3), GridAxis.periodic("x", 0, 1, 4)),
                                Map.of("u", values))
                        .write(file));
    }

    /** LLFF's rows: cameras beside each other that look the same way. */
    static byte[] llff(int cameras) throws IOException {
        double[] rows = new double[17 * cameras];
        for (int i = 0; i < cameras; i++) {
            double[] row = {0, 1, 0, i, 6, -1, 0, 0, 0, 8, 0, 0, 1, 0, 10, 1, 5};
            System.arraycopy(row, 0, rows, 17 * i, row.length);
        }
        return member(NpyArray.of(rows, cameras, 17));
    }

    /** DTU's matrices: cameras beside each other before the unit sphere. */
    static byte[] dtu(int cameras) throws IOException {
        Map<String, NpyArray> arrays = new TreeMap<>();
        for (int i = 0; i < cameras; i++) {
            double[] world = {10, 0, 4, 12 + i, 0, 10, 4, 12, 0, 0, 1, 3, 0, 0, 0, 1};
            double[] scale = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
            arrays.put("world_mat_" + i, NpyArray.of(world, 4, 4));
            arrays.put("scale_mat_" + i, NpyArray.of(scale, 4, 4));
        }
        return written("x.npz", file -> NpzFile.write(file, arrays, false));
    }

    /** Members of an archive: numbers and words. */
    static List<byte[]> npy() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (NpyArray array : List.of(
                NpyArray.of(new float[6], 2, 3), NpyArray.of(new double[2], 2), NpyArray.of(List.of("a", "bc")))) {
            files.add(member(array));
        }
        return files;
    }

    private static byte[] member(NpyArray array) throws IOException {
        byte[] archive = written("x.npz", file -> NpzFile.write(file, Map.of("x", array), false));
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            zip.getNextEntry();
            return zip.readAllBytes();
        }
    }

    /** An archive with one member {@code x.npy}, stored plainly. */
    static byte[] archive(byte[] member) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            CRC32 crc = new CRC32();
            crc.update(member);
            ZipEntry entry = new ZipEntry("x.npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(member.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(member);
        }
        return out.toByteArray();
    }

    static byte[] hdf5() throws IOException {
        float[][] plane = new float[4][4];
        for (float[] row : plane) {
            Arrays.fill(row, 1);
        }
        float[][][] output = {plane};
        return written("x.h5", path -> {
            try (WritableHdfFile file = HdfFile.write(path)) {
                file.putDataset("nu", new float[3][4][4]);
                file.putDataset("tensor", new float[][][][] {output, output, output});
            }
        });
    }
}
