package io.fieldwork.samples.report;

import java.nio.file.Path;

/** Something that a run shows: a file in its folder and, mostly, a part of its report. */
public sealed interface Exhibit permits ReportImage, ReportFigure {
    /**
     * Writes its file.
     *
     * @param folder where to, such as {@code images}
     * @throws io.fieldwork.fields.tensor.UserError if it cannot be written
     */
    void write(Path folder);

    /**
     * Its part of the report.
     *
     * @param folder where its file lies
     * @return well-formed HTML; empty if the report leaves it out
     */
    String html(Path folder);
}
