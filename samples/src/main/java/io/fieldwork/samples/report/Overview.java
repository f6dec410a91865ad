package io.fieldwork.samples.report;

import java.util.List;

/**
 * One page about several runs: a table whose first column leads to their reports, and figures.
 *
 * @param title above all
 * @param verdict one sentence
 * @param columns of the table; the first one names the run
 * @param rows one for each run
 * @param figures below the table
 */
public record Overview(String title, String verdict, List<String> columns, List<Row> rows, List<ReportFigure> figures) {
    /**
     * A run in the table.
     *
     * @param link from the page to the run's report; empty for none
     * @param picture from the page to an image of the run, which stands in a row below; empty for none
     * @param cells text of each column
     */
    public record Row(String link, String picture, List<String> cells) {
        private String html() {
            StringBuilder html = new StringBuilder("<tr>");
            for (int i = 0; i < cells.size(); i++) {
                String text = Report.escaped(cells.get(i));
                boolean number = text.matches("[-+]?[0-9][0-9.,:e-]*( dB)?");
                html.append(number ? "<td class=\"number\">" : "<td>");
                boolean leads = i == 0 && !link.isEmpty();
                html.append(leads ? "<a href=\"%s\">%s</a>".formatted(Report.escaped(link), text) : text)
                        .append("</td>");
            }
            html.append("</tr>\n");
            if (!picture.isEmpty()) {
                html.append("<tr><td colspan=\"%d\"><img src=\"%s\" alt=\"\"></td></tr>\n"
                        .formatted(cells.size(), Report.escaped(picture)));
            }
            return html.toString();
        }
    }

    /** {@return the page as HTML} */
    public String html() {
        StringBuilder body = new StringBuilder("<h2>Cases</h2>\n<table>\n<tr>");
        columns.forEach(
                column -> body.append("<th>").append(Report.escaped(column)).append("</th>"));
        body.append("</tr>\n");
        rows.forEach(row -> body.append(row.html()));
        body.append("</table>\n");
        String drawn = String.join("", figures.stream().map(ReportFigure::html).toList());
        body.append(drawn.isEmpty() ? "" : "<h2>Curves</h2>\n" + drawn);
        return Page.of(title, verdict, body.toString());
    }
}
