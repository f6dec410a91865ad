package io.fieldwork.samples.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What fills keys into a configuration of a kind of job before it is read, where a good default of one block depends on
 * others. The class has a constructor without parameters.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Preset {
    /** {@return the class that fills keys into the whole configuration} */
    Class<? extends Consumer<ObjectNode>> value();
}
