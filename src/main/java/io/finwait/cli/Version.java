package io.finwait.cli;

/** Which finwait this is. */
final class Version {
    private Version() {}

    /** The version in the jar's manifest; {@code development} outside a jar. */
    static String number() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static String line() {
        return "finwait " + number();
    }
}
