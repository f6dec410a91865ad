package io.fieldwork.samples.report;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.render.export.Png;
import io.fieldwork.render.figure.Drawing;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.FigureLayout;
import io.fieldwork.render.figure.FramePainter;
import io.fieldwork.render.figure.SvgPainter;
import io.fieldwork.render.figure.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A figure that a run leaves in its folder, and in its report as SVG.
 *
 * @param name file name without its ending
 * @param figure what it shows
 * @param width pixels
 * @param height pixels
 * @param pixels whether its file is a PNG image rather than SVG
 * @param caption what the report says below it; empty if the report leaves it out
 */
public record ReportFigure(String name, Figure figure, int width, int height, boolean pixels, String caption)
        implements Exhibit {
    private static final int CURVES = 1100;
    private static final int CURVES_HEIGHT = 420;
    private static final int MAP = 330;
    private static final int BESIDE = 150;
    private static final int WIDEST = 1280;

    /** {@return one chart of curves with a caption, in a file of that name with the ending {@code .svg}} */
    public static ReportFigure curves(String name, Figure figure, String caption) {
        return new ReportFigure(name, figure, CURVES, CURVES_HEIGHT, false, caption);
    }

    /**
     * {@return one to four maps side by side, in a file of that name with the ending {@code .png}; without a caption
     * the report leaves them out}
     */
    public static ReportFigure maps(String name, Figure figure, String caption) {
        int maps = figure.panels().size();
        int height = maps > 3 ? MAP - 30 : MAP + 10;
        return new ReportFigure(name, figure, Math.min(WIDEST, BESIDE + MAP * maps), height, true, caption);
    }

    private static Drawing drawing(Figure figure, int width, int height) {
        return new FigureLayout().draw(figure, width, height);
    }

    /** A figure as a part of a page, as light or dark as that. */
    static String svg(Figure figure, String label, int width, int height) {
        return SvgPainter.svg(drawing(figure, width, height), label).replaceFirst(" xmlns=\"[^\"]*\"", "");
    }

    @Override
    public void write(Path folder) {
        write(folder.resolve(name + (pixels ? ".png" : ".svg")), pixels);
    }

    /**
     * Writes a PNG image.
     *
     * @throws UserError if it cannot be written
     */
    public void writePng(Path file) {
        write(file, true);
    }

    private void write(Path file, boolean png) {
        Drawing drawing = drawing(figure, width, height);
        try {
            AtomicFile.write(file, out -> {
                if (png) {
                    Png.write(FramePainter.paint(drawing, Theme.LIGHT), out);
                } else {
                    out.write(SvgPainter.svg(drawing, name, Theme.LIGHT).getBytes(StandardCharsets.UTF_8));
                }
            });
        } catch (IOException e) {
            throw new UserError("The picture " + file + " cannot be written: " + UserError.reason(e) + ".", e);
        }
    }

    @Override
    public String html(Path folder) {
        return html();
    }

    /** The drawing with its caption; nothing without one. */
    String html() {
        return caption.isEmpty()
                ? ""
                : "<figure class=\"card\">%s<figcaption>%s</figcaption></figure>%n"
                        .formatted(svg(figure, name, width, height), Report.escaped(caption));
    }
}
