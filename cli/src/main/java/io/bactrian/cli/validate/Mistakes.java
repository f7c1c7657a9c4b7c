package io.bactrian.cli.validate;

import io.bactrian.safety.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What is wrong in a route, each with its place. */
final class Mistakes {
  private static final int LISTED = 12;

  private record Mistake(int line, int column, String text) {}

  private final String file;
  private final List<Mistake> found = new ArrayList<>();

  Mistakes(String file) {
    this.file = file;
  }

  void add(Node at, String text) {
    add(at, 0, text);
  }

  /**
   * @param offset into the value of a scalar, in characters
   */
  void add(Node at, int offset, String text) {
    Mark mark = at.getStartMark().orElseThrow();
    boolean quoted =
        at instanceof ScalarNode scalar
            && (scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                || scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED);
    boolean plain = at instanceof ScalarNode s && s.getScalarStyle() == ScalarStyle.PLAIN;
    int shift = quoted ? 1 + offset : plain ? offset : 0;
    add(mark.getLine() + 1, mark.getColumn() + 1 + shift, text);
  }

  void add(int line, int column, String text) {
    found.add(new Mistake(line, column, text));
  }

  /** All, in the order of the file, as FILE:LINE:COLUMN: TEXT. */
  List<String> lines() {
    return found.stream()
        .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
        .map(m -> file + ":" + m.line() + ":" + m.column() + ": " + m.text())
        .distinct()
        .toList();
  }

  /** Says which name may have been meant, or which there are when none is near. */
  static String instead(String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    String nearest = Nearest.of(name, known);
    boolean near = Nearest.distance(name, nearest) <= 1 + name.length() / 3;
    List<String> sorted = known.stream().sorted().toList();
    boolean listed = sorted.size() <= LISTED;
    String all = "one of " + String.join(", ", sorted);
    if (near || !listed) {
      return "; did you mean " + nearest + "?" + (listed && sorted.size() > 1 ? " " + all : "");
    }
    return "; expected " + all;
  }
}
