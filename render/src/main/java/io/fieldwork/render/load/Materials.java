package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The materials of an OBJ file: their diffuse colours. */
final class Materials {
    private static final long MOST_BYTES = 1 << 26;

    private Materials() {}

    /** Colours by name, of files beside the mesh that a line names; what is missing or not shown is remarked. */
    static Map<String, Integer> read(Path mesh, String line, Draft draft) throws IOException {
        Map<String, Integer> colors = new LinkedHashMap<>();
        for (String name : names(mesh, line)) {
            read(text(mesh, name, draft), colors, draft);
        }
        return colors;
    }

    /** The names in a line, which may hold spaces and stand between quotes; the last may be that of no file. */
    private static List<String> names(Path mesh, String line) {
        List<String> names = new ArrayList<>();
        String name = "";
        for (String word : line.replace("\"", "").strip().split("\\s+")) {
            name = (name + " " + word).strip();
            if (file(mesh, name) != null) {
                names.add(name);
                name = "";
            }
        }
        if (!name.isEmpty()) {
            names.add(name);
        }
        return names;
    }

    private static @Nullable Path file(Path mesh, String name) {
        try {
            Path file = mesh.resolveSibling(name.replace('\\', '/'));
            return Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static void read(String text, Map<String, Integer> colors, Draft draft) throws IOException {
        String material = "";
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            String rest = line.strip().substring(words[0].length()).strip();
            switch (words[0]) {
                case "newmtl" -> {
                    material = rest.replaceAll("\\s+", " ");
                    colors.put(material, Draft.NONE);
                }
                case "Kd" -> {
                    colors.put(material, color(words));
                    if (colors.get(material) == Draft.NONE) {
                        draft.remark("the colour of its material '" + material
                                + "' is not given in red, green and blue and is not shown");
                    }
                }
                case "map_Kd" -> draft.remark("its texture " + rest + " is not shown");
                default -> {}
            }
        }
    }

    private static String text(Path mesh, String name, Draft draft) throws IOException {
        Path file = file(mesh, name);
        if (file != null && Files.size(file) <= MOST_BYTES) {
            return Words.text(Files.readAllBytes(file));
        }
        draft.remark("its materials " + name + " are missing and shown in grey");
        return "";
    }

    /** Three components, or one for all; nothing where they are given as a spectrum. */
    private static int color(String[] words) throws IOException {
        if (words.length < 2 || !words[1].matches("[-+.\\d].*")) {
            return Draft.NONE;
        }
        double red = Words.number(words[1]);
        return words.length < 4
                ? Draft.color(red, red, red)
                : Draft.color(red, Words.number(words[2]), Words.number(words[3]));
    }
}
