package io.bactrian.dsl;

/** An item of one channel with an item of another. */
public record Pair<A, B>(A left, B right) {}
