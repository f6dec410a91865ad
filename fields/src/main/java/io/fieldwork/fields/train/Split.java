package io.fieldwork.fields.train;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of the parts that data are split into. */
public enum Split {
    /** What is reported. */
    TEST,
    /** What is learned from. */
    TRAIN,
    /** What settings are chosen by. */
    VALIDATION;

    /**
     * The split of a name.
     *
     * @param key where the name stands
     * @param name {@code test}, {@code train} or {@code validation}
     * @return the split
     * @throws UserError if there is none of that name
     */
    public static Split of(String key, String name) {
        return Arrays.stream(values())
                .filter(split -> split.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Nearest.error(key, name, names()));
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(Split::toString).toList();
    }

    /**
     * The part of this split.
     *
     * @param train what is learned from
     * @param validation what settings are chosen by
     * @param test what is reported
     * @param <T> a part of the data
     * @return one of them
     */
    public <T> T of(T train, T validation, T test) {
        return switch (this) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
