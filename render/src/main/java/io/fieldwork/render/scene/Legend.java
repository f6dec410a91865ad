package io.fieldwork.render.scene;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A bar of a palette's colours with the values at its ends, in the lower right corner of the view.
 *
 * @param palette its colours and values
 * @param title above the bar, may be empty; characters other than printable ASCII are drawn as boxes
 * @param ink colour of the letters
 */
public record Legend(Palette palette, String title, Color ink) implements Item {
    /**
     * A number in four digits at most.
     *
     * @param value finite
     * @return such as {@code 0.25} or {@code 1.2e-5}
     */
    public static String number(float value) {
        float size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e5) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replace("e+0", "e")
                    .replace("e-0", "e-")
                    .replace("e+", "e");
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
