package io.fieldwork.samples.report;

/** The frame of every page: its head, its style for light and dark, its title. Nothing is fetched; it is well-formed XML as well. */
public final class Page {
    private static final String STYLE = """
        :root { color-scheme: light dark; --ink: #1c2024; --quiet: #6b7280; --page: #fbfbfa; --card: #fff;
          --edge: #e4e4e0; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e7e9ea; --quiet: #9aa3ad; --page: #15181b;
          --card: #1d2125; --edge: #30363c; } }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 1180px; background: var(--page);
          color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .8rem; }
        p { margin: .3rem 0; color: var(--quiet); }
        .row { display: flex; flex-wrap: wrap; gap: .75rem; }
        .card { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: .7rem 1rem; }
        .card b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
        .card span, figcaption { color: var(--quiet); font-size: .85rem; }
        .curves { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); }
        svg { max-width: 100%; height: auto; display: block; } .curves svg { width: 100%; }
        figure { margin: 0 0 1rem; }
        figure img { max-width: 100%; border: 1px solid var(--edge); border-radius: 6px; }
        pre, table { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; }
        pre { padding: 1rem; overflow-x: auto; } table { border-collapse: separate; padding: .4rem .6rem; }
        td, th { padding: .15rem .6rem; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
        th { font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; }
        a { color: inherit; } td:first-child { color: var(--quiet); }
        """;

    private Page() {}

    /** {@return a page of HTML: its heading, one sentence below, and the rest} */
    public static String of(String title, String verdict, String body) {
        String heading = Report.escaped(title);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                + "<title>" + heading + " · Fieldwork</title>\n"
                + "<style>\n" + STYLE + "</style>\n</head>\n<body>\n"
                + "<h1>" + heading + "</h1>\n<p>" + Report.escaped(verdict) + "</p>\n"
                + body + "</body>\n</html>\n";
    }
}
