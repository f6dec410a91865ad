package io.fieldwork.fields.scene.layout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The binary form, little-endian. */
record ColmapBinaryFile(OutputStream out) implements ColmapFile {
    private static final int PINHOLE = 1;

    @Override
    public void count(int records) throws IOException {
        out.write(bytes(8).putLong(records).array());
    }

    @Override
    public void camera(int id, int width, int height, double... focalAndCentre) throws IOException {
        ByteBuffer record =
                bytes(24 + 32).putInt(id).putInt(PINHOLE).putLong(width).putLong(height);
        for (double number : focalAndCentre) {
            record.putDouble(number);
        }
        out.write(record.array());
    }

    @Override
    public void image(int id, ColmapPose pose, int camera, String name, List<ColmapLayout.Mark> marks)
            throws IOException {
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer record = bytes(4 + 56 + 4 + letters.length + 1 + 8 + 24 * marks.size());
        record.putInt(id)
                .putDouble(pose.w())
                .putDouble(pose.x())
                .putDouble(pose.y())
                .putDouble(pose.z());
        for (double number : pose.shift()) {
            record.putDouble(number);
        }
        record.putInt(camera).put(letters).put((byte) 0).putLong(marks.size());
        for (ColmapLayout.Mark mark : marks) {
            record.putDouble(mark.x()).putDouble(mark.y()).putLong(mark.point());
        }
        out.write(record.array());
    }

    @Override
    public void point(int id, Landmark landmark, List<int[]> track) throws IOException {
        ByteBuffer record = bytes(8 + 24 + 3 + 8 + 8 + 8 * track.size());
        record.putLong(id);
        for (double number : landmark.point()) {
            record.putDouble(number);
        }
        record.put(landmark.rgb()).putDouble(0).putLong(track.size());
        for (int[] seen : track) {
            record.putInt(seen[0]).putInt(seen[1]);
        }
        out.write(record.array());
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
