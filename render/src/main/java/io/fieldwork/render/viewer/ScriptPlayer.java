package io.fieldwork.render.viewer;

import io.fieldwork.render.viewer.InputScript.Action;
import io.fieldwork.render.viewer.InputScript.Command;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The player of a script, one step a frame: a button goes down in one frame and up in a later one. */
final class ScriptPlayer {
    /** Frames in which a sought control scrolls into view. */
    private static final int SEEKING = 3;

    private static final int MOST_FRAMES_TO_SETTLE = 6000;

    /** The window operations of a script. */
    interface Frame {
        void resize(int width, int height);

        void close();
    }

    private interface Step {
        void run(List<Input> feed);
    }

    private final Deque<Command> commands;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final ViewerCore core;
    private final Frame frame;
    private boolean settling;
    private int settled;

    ScriptPlayer(InputScript script, ViewerCore core, Frame frame) {
        commands = new ArrayDeque<>(script.commands());
        this.core = core;
        this.frame = frame;
    }

    boolean isOver() {
        return steps.isEmpty() && commands.isEmpty() && !settling;
    }

    /**
     * The input before the next frame.
     *
     * @throws IllegalArgumentException if a name or label is unknown, with file and line
     */
    List<Input> next() {
        List<Input> feed = new ArrayList<>();
        if (settling) {
            settling = ++settled < 2 || (!core.isStill() && settled < MOST_FRAMES_TO_SETTLE);
        } else {
            if (steps.isEmpty() && !commands.isEmpty()) {
                enqueue(commands.removeFirst());
            }
            if (!steps.isEmpty()) {
                steps.removeFirst().run(feed);
            }
        }
        return feed;
    }

    private void enqueue(Command command) {
        switch (command.action()) {
            case Action.Wait wait -> pause(wait.frames());
            case Action.Drag drag -> drag(drag);
            case Action.Zoom zoom -> {
                steps.add(feed -> feed.add(middle(0, 0)));
                steps.add(feed -> feed.add(new Input.Wheel(zoom.notches())));
            }
            case Action.Hold hold -> hold(hold);
            case Action.Mode mode -> steps.add(feed -> mode(mode.name(), command.place()));
            case Action.Time time -> steps.add(feed -> core.timeline().seek(time.time()));
            case Action.Press press -> press(press.label(), command.place());
            case Action.Screenshot shot -> steps.add(feed -> core.screenshot(shot.file()));
            case Action.Resize size -> steps.add(feed -> frame.resize(size.width(), size.height()));
            case Action.Drop drop -> steps.add(feed -> feed.add(new Input.Drop(List.of(drop.file()))));
            case Action.Settle settle -> {
                settling = true;
                settled = 0;
            }
            case Action.Close close -> steps.add(feed -> frame.close());
        }
    }

    private void pause(int frames) {
        for (int i = 0; i < frames; i++) {
            steps.add(feed -> {});
        }
    }

    private Input.Move middle(float right, float down) {
        WindowLayout layout = core.layout();
        return new Input.Move(layout.left() + layout.width() / 2f + right, layout.height() / 2f + down);
    }

    private void drag(Action.Drag drag) {
        steps.add(feed -> feed.add(middle(0, 0)));
        steps.add(feed -> feed.add(new Input.Button(drag.button(), true)));
        steps.add(feed -> feed.add(middle(drag.right(), drag.down())));
        steps.add(feed -> feed.add(new Input.Button(drag.button(), false)));
    }

    private void hold(Action.Hold hold) {
        steps.add(feed -> feed.add(new Input.Key(hold.key(), true, hold.shift())));
        pause(hold.frames() - 1);
        steps.add(feed -> feed.add(new Input.Key(hold.key(), false, hold.shift())));
    }

    private void mode(String name, String place) {
        if (!core.viewports().modes().contains(name)) {
            throw new IllegalArgumentException(place + ": there is no mode " + name + "; expected one of "
                    + String.join(", ", core.viewports().modes()) + ".");
        }
        core.viewports().mode(name);
    }

    private void press(String label, String place) {
        Controls controls = core.controls();
        steps.add(feed -> controls.seek(label));
        pause(SEEKING);
        steps.add(feed -> {
            Controls.Place at = controls.place(label)
                    .orElseThrow(() -> new IllegalArgumentException(
                            place + ": no panel that is shown has a button or box \"" + label + "\"."));
            feed.add(new Input.Move(at.x(), at.y()));
        });
        steps.add(feed -> feed.add(new Input.Button(0, true)));
        steps.add(feed -> feed.add(new Input.Button(0, false)));
        steps.add(feed -> controls.seek(null));
    }
}
