package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;

/** A scene of which photographs are generated, and where its cameras stand. */
public sealed interface Scenery permits Courtyard, Room, Sculpture, StillLife {
    /** Every scenery, in the order in which errors name them. */
    List<Scenery> ALL = List.of(new StillLife(), new Courtyard(), new Sculpture(), new Room());

    /** What photographs are for. */
    enum Purpose {
        /** To learn from. */
        TRAIN,
        /** To look at while learning. */
        VALIDATION,
        /** To measure on, between the training cameras. */
        TEST,
        /** To measure on, away from the training cameras. */
        EXTRAPOLATION
    }

    /** {@return its name in configurations} */
    String name();

    /** {@return one sentence about it} */
    String description();

    /** {@return the scene at a time from 0 to 1} */
    ExactScene at(double time);

    /** {@return the horizontal field of view of the cameras, radians: that of NeRF-Synthetic unless it says otherwise} */
    default double fieldOfView() {
        return 0.6911112070083618;
    }

    /** {@return the layout that suits it, by its name: NeRF-Synthetic's, which is for things before nothing} */
    default String usualFormat() {
        return "blender";
    }

    /** {@return the usual size of the images, width and height in pixels} */
    default int[] size() {
        return new int[] {200, 200};
    }

    /**
     * {@return eye and target [6] of a camera}
     *
     * @param purpose of the photograph
     * @param index of the photograph among those of this purpose
     * @param count of photographs of this purpose
     * @param draws random numbers; those of a photograph begin at 10 times its index
     */
    double[] stand(Purpose purpose, int index, int count, Draws draws);

    /**
     * {@return the scenery of a name}
     *
     * @throws UserError if there is none
     */
    static Scenery named(String name) {
        List<String> names = ALL.stream().map(Scenery::name).toList();
        UserError.oneOf(
                "generate.scene",
                "'" + name + "'",
                names.stream().map(each -> "'" + each + "'").toList());
        return ALL.get(names.indexOf(name));
    }
}
