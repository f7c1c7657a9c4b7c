package io.bactrian.learning.architectures;

import java.util.List;

/**
 * How the weights of a network that others trained on ImageNet become the first weights of one of
 * ours.
 *
 * @param model whose weights fit, as torchvision names it
 * @param prefix what stands before torchvision's names in those of ours
 * @param fresh beginnings of the names of ours that keep their initial values where the file has
 *     nothing of their shape: the layers that follow from the classes
 * @param unused beginnings of torchvision's names that ours has no use for
 * @param frozen beginning of the names of ours that training then leaves as they are; empty for
 *     none
 */
public record Pretraining(
    String model, String prefix, List<String> fresh, List<String> unused, String frozen) {
  public Pretraining {
    fresh = List.copyOf(fresh);
    unused = List.copyOf(unused);
  }

  /** Whether a parameter of ours may keep its initial values. */
  public boolean mayBeFresh(String name) {
    return fresh.stream().anyMatch(name::startsWith);
  }

  /** Whether an array of the file may be left out. */
  public boolean mayBeUnused(String name) {
    return unused.stream().anyMatch(name::startsWith);
  }

  /** Whether training leaves a parameter of ours as it is. */
  public boolean freezes(String name) {
    return !frozen.isEmpty() && name.startsWith(frozen);
  }
}
