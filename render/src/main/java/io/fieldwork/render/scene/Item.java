package io.fieldwork.render.scene;

/** An item of a scene, which the renderer can draw. */
public sealed interface Item
        permits Curves,
                Frustums,
                Glyphs,
                Heatmap,
                Label,
                Layer,
                Legend,
                Mesh,
                Picture,
                Points,
                RadianceGrid,
                Streaks,
                Volume {}
