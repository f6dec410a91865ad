package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;

/**
 * Random Fourier features [cos(e B), sin(e B)] (Tancik et al. 2020, arXiv 2006.10739). The frequencies B start normal
 * and are trained like any weight, as in "An Expert's Guide to Training Physics-informed Neural Networks" (arXiv
 * 2308.08468). A standard deviation of 1 to 2 suits normalised coordinates; too large a one fits noise between the
 * points.
 *
 * @param frequencies B [in, out / 2]
 * @param phase [out], pi/2 for the cosines and 0 for the sines
 */
record FourierFeatures(Parameter frequencies, NDArray phase) {
    /** Random frequencies of some standard deviation; an even number of features comes out. */
    FourierFeatures(Weights weights, int in, int out, double deviation) {
        this(
                weights.matrix("frequencies", in, out / 2, deviation),
                weights.constant(new Shape(out), i -> i < out / 2 ? Math.PI / 2 : 0));
    }
}
