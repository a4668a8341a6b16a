/**
 * Connections summed up by what they have in common: {@code --group-by}.
 *
 * <p><b>Input</b> finished connections' records and findings. <b>Output</b> {@code Groups}. <b>Not here</b> words and columns.
 * <b>Memory</b> at most 10,000 groups are told apart, each in at most about 30 kB; the connections of others are summed in one.
 * <b>Threads</b> a collector belongs to the thread that makes records. <b>Units</b> nanoseconds.
 */
@NullMarked
package io.finwait.analysis.group;

import org.jspecify.annotations.NullMarked;
