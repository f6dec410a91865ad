package io.fieldwork.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the documentation, taken apart. */
record Markdown(Path file, String text) {
    private static final Pattern JAVA = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FENCED = Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** A page by its path from the root of the project; tests run in the folder of their module. */
    static Markdown of(String path) {
        Path file = Path.of("..").toAbsolutePath().normalize().resolve(path);
        try {
            return new Markdown(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of Java. */
    List<String> examples() {
        return groups(JAVA, text);
    }

    /** What stands between backticks in running text. */
    List<String> codeWords() {
        return groups(CODE, prose());
    }

    /** Where links lead. */
    List<String> links() {
        return groups(LINK, prose());
    }

    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
