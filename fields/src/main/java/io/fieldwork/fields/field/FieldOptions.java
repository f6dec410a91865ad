package io.fieldwork.fields.field;

/**
 * A named architecture and its sizes; block {@code field} of a configuration, whose key {@code type} names it. What the options build decides
 * which kinds of job take them: each kind declares one family of them, and each family lists its names by
 * {@link com.fasterxml.jackson.annotation.JsonSubTypes}.
 */
public interface FieldOptions {}
