package io.fieldwork.fields.image;

import io.fieldwork.fields.tensor.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture of text: about twenty strings of two to nine letters and digits in random sizes and colours on white, the earlier ones on top, as the
 * published sets of text are composed. Letters are drawn on a lattice of 5 by 7 squares with sharp edges.
 */
public final class Lettering implements ExactImage {
    private static final int STRINGS = 20;
    private static final int COLUMNS = 5;
    private static final int ROWS = 7;
    private static final String LETTERS = "0123456789ABCDEFHKLMNPRSTUVXYZ";
    /** The rows of each letter from the top, five bits each, the left one the highest. */
    private static final String[] SHAPES = {
        "0E11131519110E", "040C040404040E", "0E11010204081F", "1F02040201110E", "02060A121F0202", "1F101E0101110E",
        "0608101E11110E", "1F010204080808", "0E11110E11110E", "0E11110F01020C", "0E11111F111111", "1E11111E11111E",
        "0E11101010110E", "1C12111111121C", "1F10101E10101F", "1F10101E101010", "1111111F111111", "11121418141211",
        "1010101010101F", "111B1515111111", "11111915131111", "1E11111E101010", "1E11111E141211", "0F10100E01011E",
        "1F040404040404", "1111111111110E", "11111111110A04", "11110A040A1111", "1111110A040404", "1F01020408101F"
    };

    private final List<Line> lines = new ArrayList<>();

    /** A string: the corner at its top left, the side of a square of its letters, its colour. */
    private record Line(double x, double y, double square, int[] letters, double[] rgb) {
        private boolean covers(double px, double py) {
            int row = (int) Math.floor((py - y) / square);
            int column = (int) Math.floor((px - x) / square);
            int letter = Math.floorDiv(column, COLUMNS + 1);
            int bit = Math.floorMod(column, COLUMNS + 1);
            if (row < 0 || row >= ROWS || column < 0 || letter >= letters.length || bit == COLUMNS) {
                return false;
            }
            int bits = Integer.parseInt(SHAPES[letters[letter]], 2 * row, 2 * row + 2, 16);
            return (bits >> (COLUMNS - 1 - bit) & 1) == 1;
        }
    }

    /** A picture of a seed. */
    public Lettering(long seed) {
        for (int i = 0; i < STRINGS; i++) {
            Draws draws = Draws.of(seed, "string", i);
            int[] letters = new int[2 + (int) draws.below(0, 8)];
            for (int k = 0; k < letters.length; k++) {
                letters[k] = (int) draws.below(10 + k, LETTERS.length());
            }
            double square = 0.006 * Math.pow(3, draws.uniform(1));
            double[] rgb = {0.9 * draws.uniform(2), 0.9 * draws.uniform(3), 0.9 * draws.uniform(4)};
            lines.add(new Line(0.9 * draws.uniform(5) - 0.05, 0.98 * draws.uniform(6) - 0.02, square, letters, rgb));
        }
    }

    @Override
    public void color(double x, double y, double[] rgb) {
        for (Line line : lines) {
            if (line.covers(x, y)) {
                System.arraycopy(line.rgb, 0, rgb, 0, rgb.length);
                return;
            }
        }
        rgb[0] = 1;
        rgb[1] = 1;
        rgb[2] = 1;
    }
}
