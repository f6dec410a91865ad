package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.render.viewer.InputScript.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts as they are written. */
final class InputScriptTest {
    @Test
    void everyCommandIsUnderstood() {
        InputScript script = InputScript.parse("all.txt", """
                # a walk through
                wait 3
                orbit 100 -20.5
                pan 1 2   # the right button

                zoom -2
                key Shift+P
                hold w 10
                mode depth
                time 0.5
                press "Play time"
                screenshot "my pictures/a.png"
                resize 640 480
                drop runs/lego
                settle
                close
                """.lines().toList());
        List<Action> expected = List.of(
                new Action.Wait(3),
                new Action.Drag(0, 100, -20.5f),
                new Action.Drag(1, 1, 2),
                new Action.Zoom(-2),
                new Action.Hold('P', true, 1),
                new Action.Hold('W', false, 10),
                new Action.Mode("depth"),
                new Action.Time(0.5),
                new Action.Press("Play time"),
                new Action.Screenshot(Path.of("my pictures/a.png")),
                new Action.Resize(640, 480),
                new Action.Drop(Path.of("runs/lego")),
                new Action.Settle(),
                new Action.Close());
        assertEquals(
                expected,
                script.commands().stream().map(InputScript.Command::action).toList());
        assertEquals("all.txt:2", script.commands().getFirst().place());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait x      | s.txt:2: x is not a number.",
                "wait 0      | s.txt:2: 0 is not a whole number above 0.",
                "wait        | s.txt:2: wait needs 1 argument.",
                "zoom NaN    | s.txt:2: NaN is not a finite number.",
                "orbit 1 2 3 | s.txt:2: orbit has 3 arguments; expected 2.",
                "key Hyper   | s.txt:2: there is no key Hyper.",
                "jump 3      | 's.txt:2: there is no command jump; expected wait, orbit, pan, zoom, key, hold, mode, time,"
                        + " press, screenshot, resize, drop, settle or close.'"
            })
    void aBadLineIsToldWithItsPlace(String line, String sentence) {
        Exception thrown =
                assertThrows(IllegalArgumentException.class, () -> InputScript.parse("s.txt", List.of("wait 1", line)));
        assertEquals(sentence, thrown.getMessage());
    }

    @Test
    void aFileIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("two.txt"), "wait 1\nclose\n");
        assertEquals(2, InputScript.read(file).commands().size());
    }
}
