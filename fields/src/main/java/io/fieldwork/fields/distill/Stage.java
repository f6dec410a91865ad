package io.fieldwork.fields.distill;

/** What is compared in a part of a distillation, from shallow to deep. */
public enum Stage {
    /** Features of points alone, at the teacher's samples. */
    FEATURES,
    /** Features, densities and colours, at the teacher's samples. */
    SAMPLES,
    /** All of these and the colours of rays, at the teacher's samples. */
    PIXELS,
    /** The colours of rays, at the student's own samples. */
    OWN,
    /** Photographs, at the student's own samples. */
    PHOTOGRAPHS;

    /**
     * {@return the stage of a part of the run}
     *
     * @param fraction of the run that is done
     * @param features whether the features of both fields have a meaning in common
     */
    static Stage at(DistillOptions options, double fraction, boolean features) {
        if (fraction >= options.photographs()) {
            return PHOTOGRAPHS;
        }
        if (fraction >= options.own()) {
            return OWN;
        }
        if (fraction >= options.stages().getLast()) {
            return PIXELS;
        }
        return features && fraction < options.stages().getFirst() ? FEATURES : SAMPLES;
    }

    /** {@return whether the teacher's samples are looked at} */
    boolean shared() {
        return compareTo(PIXELS) <= 0;
    }
}
