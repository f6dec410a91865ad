package io.fieldwork.fields.scene.layout;

import java.io.IOException;
import java.util.List;

/** One of the three files of a COLMAP model while it is written. */
interface ColmapFile {
    /** How many records follow. */
    void count(int records) throws IOException;

    /** A pinhole camera. */
    void camera(int id, int width, int height, double... focalAndCentre) throws IOException;

    /** An image with the points in it. */
    void image(int id, ColmapPose pose, int camera, String name, List<ColmapLayout.Mark> marks) throws IOException;

    /** A point with its track, pairs of an image and the place of the point in it. */
    void point(int id, Landmark landmark, List<int[]> track) throws IOException;
}
