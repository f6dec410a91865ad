package io.fieldwork.samples.report;

import java.nio.file.Path;

/** Something that a run shows: a file in its folder and, mostly, a part of its report. */
public sealed interface Exhibit permits ReportImage, ReportFigure {
    /**
     * Writes its file into a folder, such as {@code images}.
     *
     * @throws io.fieldwork.fields.tensor.UserError if it cannot be written
     */
    void write(Path folder);

    /**
     * {@return its part of the report, well-formed HTML, by the folder where its file lies; empty if the report leaves
     * it out}
     */
    String html(Path folder);
}
