package io.fieldwork.pde.data;

/**
 * The form of a data set's samples.
 *
 * @param name of the data set and beginning of its folder's name
 * @param grid of the values
 * @param input [channels, height, width] or [channels, depth, height, width] of an input
 * @param output the same of an output
 */
record Format(String name, Grid grid, int[] input, int[] output) {
    /** One field each as input and output on the unit square. */
    static Format square(String name, Boundary boundary, int points) {
        int[] shape = {1, points, points};
        return new Format(name, new Grid(1, 1, boundary), shape, shape);
    }
}
