package io.bactrian.evaluation.report;

import java.util.List;

/** How many subjects of each class were said to be of each, as an HTML table. */
public final class ConfusionTable {
  private ConfusionTable() {}

  /**
   * @param classList labels in the order of the counts
   * @param counts rows the true, columns the predicted classes
   */
  public static String html(List<Integer> classList, long[][] counts) {
    StringBuilder out =
        new StringBuilder("<div class=\"wide\"><table class=\"numbers\">\n<thead><tr>")
            .append("<th scope=\"col\">True class</th>");
    classList.forEach(c -> out.append("<th scope=\"col\">predicted " + c + "</th>"));
    out.append("</tr></thead>\n<tbody>\n");
    for (int row = 0; row < counts.length; row++) {
      out.append("<tr><th scope=\"row\">" + classList.get(row) + "</th>");
      for (int column = 0; column < counts.length; column++) {
        String count = Long.toString(counts[row][column]);
        out.append("<td>" + (row == column ? "<strong>" + count + "</strong>" : count) + "</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }
}
