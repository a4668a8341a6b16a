package io.finwait.cli;

/** The formats of commands that tell of one thing: for people, or for programs. */
enum TextOrJson {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return Finwait.lowercase(this);
    }
}
