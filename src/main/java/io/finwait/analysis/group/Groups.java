package io.finwait.analysis.group;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a capture's connections.
 *
 * @param groups those with the most connections first
 * @param others connections of groups beyond the number that is told apart, which is that of {@code groups}; null if there are none
 * @param connections in all of them together
 */
public record Groups(
        Grouping grouping, List<Group> groups, @Nullable Group others, long connections) {}
