/**
 * Enters the network namespace of a container: the only user of setns(2), through JNA, whose classes are loaded when that is asked for
 * and not before.
 *
 * <p><b>Input</b> a name or a process. <b>Output</b> a thread that is in there. <b>Depends on</b> JNA. <b>Threads</b> the one it makes:
 * a namespace belongs to a thread, and that thread ends with the work.
 */
@NullMarked
package io.finwait.host.netns;

import org.jspecify.annotations.NullMarked;
