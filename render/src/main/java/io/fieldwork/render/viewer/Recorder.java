package io.fieldwork.render.viewer;

import io.fieldwork.render.export.Video;
import io.fieldwork.render.view.Frame;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A recorder of the view as a video at a constant frame rate, however long its frames take to draw. */
final class Recorder {
    static final int RATE = 30;

    private final Path folder;
    private final Messages messages;
    private boolean recording;
    private boolean ride;
    private boolean waiting;
    private int rate = RATE;
    private @Nullable Path file;
    private @Nullable Video video;

    Recorder(Path folder, Messages messages) {
        this.folder = folder;
        this.messages = messages;
    }

    boolean isRecording() {
        return recording;
    }

    /** Starts, or stops and finishes the file. */
    void toggle() {
        if (recording) {
            stop();
        } else {
            start(RATE, false);
        }
    }

    /** Records a ride along a path until it ends, waiting for each frame to be complete. */
    void ride(int framesPerSecond) {
        stop();
        start(framesPerSecond, true);
    }

    private void start(int framesPerSecond, boolean alongRide) {
        recording = true;
        ride = alongRide;
        waiting = true;
        rate = framesPerSecond;
        file = Shots.next(folder, "video", ".mp4");
    }

    boolean endsWithRide() {
        return ride;
    }

    /** Seconds of the video from the last frame to the next: none while a frame is waited for. */
    float step() {
        return waiting ? 0 : 1f / rate;
    }

    /** Adds the next frame; incomplete ones are skipped if the recording is of a ride. */
    boolean add(Frame frame, boolean whole) {
        waiting = ride && !whole;
        if (waiting || file == null) {
            return false;
        }
        try {
            if (video == null) {
                video = Video.open(file, frame.width(), frame.height(), rate);
            }
            if (frame.width() != video.width() || frame.height() != video.height()) {
                stop();
                return false;
            }
            video.add(frame);
            return true;
        } catch (IOException e) {
            messages.tell("The video " + file + " cannot be written", e);
            recording = false;
            stop();
            return false;
        }
    }

    /** Finishes the file. */
    void stop() {
        Video finished = video;
        video = null;
        recording = false;
        if (finished == null) {
            return;
        }
        try {
            finished.close();
            messages.tell("Saved " + finished.file() + ".");
        } catch (IOException e) {
            messages.tell("The video " + finished.file() + " cannot be finished", e);
        }
    }
}
