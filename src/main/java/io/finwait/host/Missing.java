package io.finwait.host;

import java.nio.file.Path;

/**
 * A file of /proc that was not read.
 *
 * @param root where /proc is, or a copy of it
 * @param name of the file, below it
 * @param why in a few words, as {@code not there}
 */
public record Missing(Path root, String name, String why) {
    /** The file, as people know it. */
    public String file() {
        return root.resolve(name).toString();
    }
}
