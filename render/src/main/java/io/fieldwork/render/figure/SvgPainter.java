package io.fieldwork.render.figure;

import io.fieldwork.render.export.Png;
import io.fieldwork.render.export.Xml;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.view.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Drawings as SVG 1.1, well-formed and alone: nothing is fetched. Letters are text in the sans-serif font of the system; the typeface by
 * which the drawing was measured is wider than most.
 */
public final class SvgPainter {
    private static final String FONT = "system-ui, 'DejaVu Sans', sans-serif";

    private final StringBuilder body = new StringBuilder();
    private final StringBuilder clips = new StringBuilder();
    private final String prefix;

    private SvgPainter(String prefix) {
        this.prefix = prefix;
    }

    /**
     * {@return an element {@code svg} of a drawing in the colours of a theme, on its paper; the label is for those who
     * do not see it}
     */
    public static String svg(Drawing drawing, String label, Theme theme) {
        String paper = "<rect width=\"100%\" height=\"100%\" style=\"fill:" + css(theme.paper()) + "\"/>\n";
        return of(drawing, label, style(theme), paper);
    }

    /**
     * {@return an element {@code svg} of a drawing that is light or dark as the reader prefers, on the page's own
     * paper}
     */
    public static String svg(Drawing drawing, String label) {
        String both = style(Theme.LIGHT) + "@media (prefers-color-scheme: dark) {\n" + style(Theme.DARK) + "}\n";
        return of(drawing, label, both, "");
    }

    private static String of(Drawing drawing, String label, String style, String paper) {
        SvgPainter painter = new SvgPainter("fw" + Integer.toHexString(label.hashCode()) + "-");
        drawing.groups().forEach(painter::group);
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
            aria-label="%3$s" font-family="%4$s">
            <style>
            %5$s</style>
            <defs>
            %6$s</defs>
            %7$s%8$s</svg>
            """.formatted(
                drawing.width(), drawing.height(), Xml.quoted(label), FONT, style, painter.clips, paper, painter.body);
    }

    /** Rules for strokes and fills of every ink; a class is stronger than the rules of a page for elements. */
    private static String style(Theme theme) {
        StringBuilder rules = new StringBuilder();
        for (Ink.Part part : Ink.Part.values()) {
            rule(rules, part, theme);
        }
        IntStream.range(0, theme.series().size()).forEach(i -> rule(rules, new Ink.Series(i), theme));
        return rules.toString();
    }

    private static void rule(StringBuilder rules, Ink ink, Theme theme) {
        String color = css(theme.color(ink));
        rules.append(".fw-line.%s { stroke: %s; fill: none }%n".formatted(name(ink), color));
        rules.append(".fw-fill.%s { fill: %s; stroke: none }%n".formatted(name(ink), color));
    }

    private static String name(Ink ink) {
        return switch (ink) {
            case Ink.Part part -> "fw-" + part.name().toLowerCase(Locale.ROOT);
            case Ink.Series series -> "fw-series" + series.number();
        };
    }

    /** The attributes class and style of something drawn in an ink. */
    private static String look(Ink ink, boolean line, String style) {
        return "class=\"%s %s\" style=\"%s\"".formatted(line ? "fw-line" : "fw-fill", name(ink), style);
    }

    private static String css(Color color) {
        return "#%02x%02x%02x"
                .formatted(
                        Math.round(255 * color.red()), Math.round(255 * color.green()), Math.round(255 * color.blue()));
    }

    private void group(Drawing.Group group) {
        String id = prefix + Integer.toHexString(group.clip().hashCode());
        if (clips.indexOf("\"" + id + "\"") < 0) {
            clips.append("<clipPath id=\"%s\"><rect %s/></clipPath>%n".formatted(id, place(group.clip())));
        }
        body.append("<g clip-path=\"url(#%s)\">%n".formatted(id));
        for (Drawing.Item item : group.items()) {
            body.append(
                    switch (item) {
                        case Drawing.Line line -> line(line);
                        case Drawing.Area area -> area(area);
                        case Drawing.Image image -> image(image);
                        case Drawing.Text text -> text(text);
                    });
        }
        body.append("</g>\n");
    }

    private static String place(Drawing.Box box) {
        return "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
                .formatted(number(box.left()), number(box.top()), number(box.width()), number(box.height()));
    }

    private static String line(Drawing.Line line) {
        String style = "stroke-width:%s;stroke-linecap:round;stroke-linejoin:round%s"
                .formatted(number(line.width()), line.opacity() < 1 ? ";stroke-opacity:" + number(line.opacity()) : "");
        return "<path %s d=\"%s\"/>%n".formatted(look(line.ink(), true, style), path(line.points(), ""));
    }

    private static String area(Drawing.Area area) {
        String style = "fill-opacity:" + number(area.opacity());
        return "<path %s d=\"%s\"/>%n".formatted(look(area.ink(), false, style), path(area.points(), "Z"));
    }

    /** Points joined up to gaps, with something behind the last before a gap; a lone point is a dot. */
    private static String path(float[] p, String end) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < p.length; i += 2) {
            boolean begins = i == 0 || Float.isNaN(p[i - 2]);
            boolean ends = i + 2 >= p.length || Float.isNaN(p[i + 2]);
            if (!Float.isNaN(p[i])) {
                d.append(begins ? 'M' : 'L').append(number(p[i])).append(' ').append(number(p[i + 1]));
                d.append(begins && ends ? "h0" : ends ? end : "");
            }
        }
        return d.toString();
    }

    private static String image(Drawing.Image image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            Png.write(Frame.flat(image.width(), image.height(), image.rgba()), png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        return "<image %s preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"%s\"/>%n"
                .formatted(place(image.place()), data);
    }

    private static String text(Drawing.Text text) {
        String anchor = text.anchor() == 0 ? "start" : text.anchor() == 1 ? "end" : "middle";
        String x = number(text.x());
        String y = number(text.y());
        String turn = text.turned() ? " transform=\"rotate(-90 %s %s)\"".formatted(x, y) : "";
        String style = "font-size:%spx".formatted(number(text.size()));
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s %s>%s</text>%n"
                .formatted(x, y, anchor, turn, look(text.ink(), false, style), Xml.quoted(text.text()));
    }

    /** Two decimals at most. */
    private static String number(float value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
