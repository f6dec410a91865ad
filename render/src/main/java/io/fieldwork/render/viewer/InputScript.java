package io.fieldwork.render.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of input, one command a line; empty lines and text after {@code #} are skipped. Distances are in pixels, to
 * the right and downwards.
 *
 * <pre>
 * wait 3                 frames go by
 * orbit 100 -20          the left button is dragged from the middle of the view
 * pan 30 0               the right one
 * zoom 2                 the wheel turns by notches
 * key F                  or Shift+P, Space, Tab, ...
 * hold W 10              a key is down for some frames
 * mode depth             one of the subject's modes
 * time 0.5               the instant nearest to it
 * press "Pause"          the button or box of a panel with this label
 * screenshot file.png    of the whole image, with its panels
 * resize 640 480         the image
 * drop runs/lego         a file or folder onto the image
 * settle                 wait until live frames are whole
 * close
 * </pre>
 *
 * @param commands in order
 */
public record InputScript(List<Command> commands) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** Copies the list. */
    public InputScript {
        commands = List.copyOf(commands);
    }

    /**
     * A command of a script.
     *
     * @param place file and line of the command
     * @param action to be done
     */
    public record Command(String place, Action action) {}

    /** The actions of commands. */
    sealed interface Action {
        record Wait(int frames) implements Action {}

        record Drag(int button, float right, float down) implements Action {}

        record Zoom(float notches) implements Action {}

        record Hold(int key, boolean shift, int frames) implements Action {}

        record Mode(String name) implements Action {}

        record Time(double time) implements Action {}

        record Press(String label) implements Action {}

        record Screenshot(Path file) implements Action {}

        record Resize(int width, int height) implements Action {}

        record Drop(Path file) implements Action {}

        record Settle() implements Action {}

        record Close() implements Action {}
    }

    /**
     * Reads a script.
     *
     * @param file text in UTF-8
     * @return the script
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a line is no command, with file and line
     */
    public static InputScript read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readAllLines(file));
    }

    /**
     * Parses a script.
     *
     * @param name of it, for messages
     * @param lines of it
     * @return the script
     * @throws IllegalArgumentException if a line is no command, with name and line
     */
    public static InputScript parse(String name, List<String> lines) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<String> words = words(lines.get(i));
            if (!words.isEmpty()) {
                String place = name + ":" + (i + 1);
                commands.add(new Command(place, new Line(place, words).action()));
            }
        }
        return new InputScript(commands);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            String quoted = matcher.group(1);
            String plain = matcher.group(2);
            if (quoted == null && plain.startsWith("#")) {
                break;
            }
            words.add(quoted != null ? quoted : plain);
        }
        return words;
    }

    /** The words of one line. */
    private record Line(String place, List<String> words) {
        Action action() {
            String name = words.getFirst().toLowerCase(Locale.ROOT);
            return switch (name) {
                case "wait" -> expect(1, new Action.Wait(count(1)));
                case "orbit" -> expect(2, new Action.Drag(0, number(1), number(2)));
                case "pan" -> expect(2, new Action.Drag(1, number(1), number(2)));
                case "zoom" -> expect(1, new Action.Zoom(number(1)));
                case "key" -> expect(1, key(1));
                case "hold" -> expect(2, key(count(2)));
                case "mode" -> expect(1, new Action.Mode(word(1)));
                case "time" -> expect(1, new Action.Time(exact(1)));
                case "press" -> expect(1, new Action.Press(word(1)));
                case "screenshot" -> expect(1, new Action.Screenshot(Path.of(word(1))));
                case "resize" -> expect(2, new Action.Resize(count(1), count(2)));
                case "drop" -> expect(1, new Action.Drop(Path.of(word(1))));
                case "settle" -> expect(0, new Action.Settle());
                case "close" -> expect(0, new Action.Close());
                default ->
                    throw wrong("there is no command " + words.getFirst() + "; expected wait, orbit, pan, zoom, key,"
                            + " hold, mode, time, press, screenshot, resize, drop, settle or close");
            };
        }

        private Action expect(int arguments, Action action) {
            if (words.size() != arguments + 1) {
                throw wrong(words.getFirst() + " has " + (words.size() - 1) + " arguments; expected " + arguments);
            }
            return action;
        }

        private String word(int index) {
            if (index >= words.size()) {
                throw wrong(words.getFirst() + " needs " + index + (index == 1 ? " argument" : " arguments"));
            }
            return words.get(index);
        }

        private float number(int index) {
            float number = (float) exact(index);
            if (Float.isFinite(number)) {
                return number;
            }
            throw wrong(word(index) + " is not a finite number");
        }

        /** In double precision, as times need it. */
        private double exact(int index) {
            try {
                double number = Double.parseDouble(word(index));
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw wrong(word(index) + " is not a number");
            }
            throw wrong(word(index) + " is not a finite number");
        }

        private int count(int index) {
            float number = number(index);
            if (number < 1 || number != (int) number) {
                throw wrong(word(index) + " is not a whole number above 0");
            }
            return (int) number;
        }

        private Action key(int frames) {
            String name = word(1);
            boolean shift = name.regionMatches(true, 0, "Shift+", 0, 6);
            Optional<Integer> key = Keys.of(shift ? name.substring(6) : name);
            return new Action.Hold(key.orElseThrow(() -> wrong("there is no key " + name)), shift, frames);
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(place + ": " + what + ".");
        }
    }
}
