package io.fieldwork.fields.scene.layout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The form as text, whose numbers are written with all digits. */
record ColmapTextFile(OutputStream out) implements ColmapFile {
    @Override
    public void count(int records) throws IOException {
        line("# " + records + " records");
    }

    @Override
    public void camera(int id, int width, int height, double... focalAndCentre) throws IOException {
        line(id + " PINHOLE " + width + " " + height + " " + words(focalAndCentre));
    }

    @Override
    public void image(int id, ColmapPose pose, int camera, String name, List<ColmapLayout.Mark> marks)
            throws IOException {
        line(id + " " + words(pose.w(), pose.x(), pose.y(), pose.z()) + " " + words(pose.shift()) + " " + camera + " "
                + name);
        line(marks.stream()
                .map(mark -> words(mark.x(), mark.y()) + " " + mark.point())
                .collect(Collectors.joining(" ")));
    }

    @Override
    public void point(int id, Landmark landmark, List<int[]> track) throws IOException {
        byte[] rgb = landmark.rgb();
        String color = (rgb[0] & 255) + " " + (rgb[1] & 255) + " " + (rgb[2] & 255);
        String seen = track.stream().map(pair -> pair[0] + " " + pair[1]).collect(Collectors.joining(" "));
        line(id + " " + words(landmark.point()) + " " + color + " 0.0 " + seen);
    }

    private static String words(double... numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    private void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
