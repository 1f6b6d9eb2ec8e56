package dev.holdfast.compatibility;

/** The application does not do what it was asked to, and answers 409. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
        super(why);
    }
}
