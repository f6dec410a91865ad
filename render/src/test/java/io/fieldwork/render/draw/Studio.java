package io.fieldwork.render.draw;

import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.Offscreen;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.View;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A context and a renderer for the tests of a class. */
final class Studio implements BeforeAllCallback, AfterAllCallback {
    private Context context;
    private Renderer renderer;

    @Override
    public void beforeAll(ExtensionContext test) {
        context = Offscreen.open();
        renderer = new Renderer();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (context != null) {
            renderer.close();
            context.close();
        }
    }

    Renderer renderer() {
        return renderer;
    }

    /** Things before white. */
    Frame draw(View view, Item... items) {
        return renderer.draw(Scene.of(items), view);
    }

    /** Things before nothing. */
    Frame drawClear(View view, Item... items) {
        return renderer.draw(new Scene(Color.CLEAR, List.of(items)), view);
    }
}
