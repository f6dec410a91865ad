package io.fieldwork.render.scene;

/** A thing that can be shown. */
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
