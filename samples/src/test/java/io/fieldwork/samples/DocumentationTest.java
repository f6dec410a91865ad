package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation is true: types and files that it names exist, packages are complete, examples compile. */
final class DocumentationTest {
    private static final String ROOT = "io.fieldwork.";
    private static final Pattern TYPE = Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.([a-z]\\w*))?");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.]+)` \\|", Pattern.MULTILINE);

    private static JavaClasses ours;
    private static final Map<String, Set<String>> MEMBERS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        ours = ArchitectureTest.production();
        for (JavaClass type : ours) {
            Set<String> members = MEMBERS.computeIfAbsent(type.getSimpleName(), name -> new HashSet<>());
            type.getMembers().stream().map(JavaMember::getName).forEach(members::add);
        }
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .forEach(name -> MEMBERS.put(name.substring(0, name.length() - ".java".length()), Set.of()));
        }
    }

    static List<String> pages() {
        return List.of(
                "README.md",
                "docs/architecture.md",
                "docs/extending.md",
                "docs/your-own.md",
                "docs/performance.md",
                "docs/sweeps.md",
                "docs/results/toybox.md",
                "docs/results/equations.md",
                "docs/results/operators.md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namedTypesExist(String page) {
        Set<String> unknown = new TreeSet<>();
        for (String word : Markdown.of(page).codeWords()) {
            TYPE.matcher(word)
                    .results()
                    .filter(found -> found.group().equals(word))
                    .forEach(found -> {
                        Set<String> members = MEMBERS.get(found.group(1));
                        if (members == null || found.group(2) != null && !members.contains(found.group(2))) {
                            unknown.add(word);
                        }
                    });
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void anUnknownNameWouldBeFound() {
        assertTrue(MEMBERS.get("Trainer").contains("resume"));
        assertFalse(MEMBERS.containsKey("NoSuchType"));
        assertTrue(TYPE.matcher("Trainer.resume").matches());
        assertTrue(Markdown.of("docs/architecture.md").codeWords().contains("RadianceTask.draw"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linkedFilesExist(String page) {
        Markdown markdown = Markdown.of(page);
        List<String> missing = markdown.links().stream()
                .filter(link -> !link.startsWith("http"))
                .map(link -> link.replaceFirst("#.*", ""))
                .filter(link -> !Files.exists(markdown.file().resolveSibling(link)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void aSectionOfTheGuideLinksItsFilesAndShowsAnExample() {
        String[] sections = Markdown.of("docs/extending.md").text().split("(?m)^## ");
        List<String> titles = new ArrayList<>();
        for (String text : List.of(sections).subList(1, sections.length)) {
            Markdown section = new Markdown(Path.of("section"), text);
            titles.add(text.lines().findFirst().orElseThrow());
            assertTrue(section.links().size() >= 2, text);
            assertFalse(section.examples().isEmpty(), text);
        }
        assertEquals(
                List.of(
                        "An encoding",
                        "A field",
                        "A sampler",
                        "A loss",
                        "An equation",
                        "An operator",
                        "An optimiser",
                        "A kind",
                        "A kernel"),
                titles);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fields", "pde", "render", "samples"})
    void packagesAreListedOnceInTheOrderOfUse(String module) {
        List<String> listed = listed(module);
        Set<String> existing = new TreeSet<>();
        List<String> upwards = new ArrayList<>();
        for (JavaClass type : ours) {
            if (moduleOf(type).equals(module)) {
                existing.add(packageOf(type));
                int place = listed.indexOf(packageOf(type));
                type.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .filter(used -> used.getPackageName().startsWith(ROOT)
                                && moduleOf(used).equals(module))
                        .filter(used -> listed.indexOf(packageOf(used)) > place)
                        .forEach(used -> upwards.add(type.getName() + " uses " + used.getName()));
            }
        }
        assertEquals(List.copyOf(existing), listed.stream().sorted().toList());
        assertEquals(List.of(), upwards);
    }

    private static List<String> listed(String module) {
        String page = Markdown.of("docs/architecture.md").text();
        int begin = page.indexOf("Packages of `" + module + "`");
        int table = page.indexOf("\n|", begin);
        return ROW.matcher(page.substring(table, page.indexOf("\n\n", table)))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    private static String moduleOf(JavaClass type) {
        return type.getPackageName().split("[.]")[2];
    }

    /** Without the module, but of the module's own package its name. */
    private static String packageOf(JavaClass type) {
        String inside = type.getPackageName().substring(ROOT.length());
        return inside.substring(inside.indexOf('.') + 1);
    }

    @Test
    void theReadmesExamplesCompile() {
        List<String> examples = Markdown.of("README.md").examples();
        List<String> sources = new ArrayList<>();
        for (String example : examples) {
            String name = "Readme" + sources.size();
            String method = "static void run(float[] values) throws Exception {" + example + "}";
            sources.add("final class " + name + " {" + method + "}");
        }
        Examples compiled = Examples.compile(sources);
        assertEquals(
                List.of("Readme0", "Readme1", "Readme2"),
                IntStream.range(0, examples.size())
                        .mapToObj(i -> compiled.type("Readme" + i).getName())
                        .toList());
    }
}
