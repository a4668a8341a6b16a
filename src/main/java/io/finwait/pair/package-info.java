/**
 * Two captures of the same traffic, one nearer the clients and one nearer the servers, held against each other: which connection of the
 * one is which of the other, how their clocks differ, and which segment left one side and never reached the other.
 *
 * <p><b>Input</b> the connections and segments of both captures as the tracker sorts them. <b>Output</b> a {@code PairResult}. <b>Not
 * here</b> reading, words for people. <b>May use</b> {@code capture} for what is known of a file, {@code decode}, {@code flow} and {@code
 * lifecycle}. <b>Threads</b> one. <b>Units</b> nanoseconds; instants since the epoch, by the clock of the capture they come from unless
 * they are called aligned: those are by the clock of the client side.
 *
 * <p>How to read it: a first reading of each capture gives a {@code Survey}; {@code Matching} joins the two; {@code ClockFit} finds out how
 * the clocks differ; a second reading of both at once goes through {@code Comparison}, which gives each direction of each connection
 * to a {@code Course}; {@code Ledger} says what became of what did not arrive.
 */
@NullMarked
package io.finwait.pair;

import org.jspecify.annotations.NullMarked;
