/**
 * Tests of the launcher, the shell script {@code finwait} at the top of the tree.
 * <p><b>Here</b> a copy of the script in a project of its own, with a Maven and mostly a JVM that only note how they were called.
 * <b>Depends on</b> a POSIX shell.
 */
@NullMarked
package io.finwait.launcher;

import org.jspecify.annotations.NullMarked;
