package io.fieldwork.render.gl;

/** Opens a context twice and prints what both say, which must be the same. */
final class OpenAndTell {
    private OpenAndTell() {}

    public static void main(String[] arguments) {
        String first = attempt();
        String second = attempt();
        System.out.println(first.equals(second) ? first : first + " but then " + second);
    }

    private static String attempt() {
        try (Context context = Context.offscreen()) {
            return context.version();
        } catch (GlException e) {
            return e.getMessage();
        }
    }
}
