package io.bactrian.evaluation.picture;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The outline of a mask as smooth closed curves: marching squares between pixel centres (Lorensen
 * and Cline, "Marching cubes", SIGGRAPH 1987, in two dimensions), then corners cut as Chaikin does
 * ("An algorithm for high-speed curve generation", 1974). The outline stays within half a pixel of
 * the pixels' edges.
 */
final class Contours {
  private static final int CUTS = 3;

  /** Steps to the right, down, to the left, up. */
  private static final int[] DX = {1, 0, -1, 0};

  private static final int[] DY = {0, 1, 0, -1};

  private final boolean[] mask;
  private final int width;
  private final int height;

  private Contours(boolean[] mask, int width, int height) {
    this.mask = mask;
    this.width = width;
    this.height = height;
  }

  /**
   * The outline in pixel coordinates, in which pixel (0, 0) covers 0 to 1.
   *
   * @param mask columns fastest
   */
  static Path2D around(boolean[] mask, int width, int height) {
    return new Contours(mask, width, height).trace();
  }

  private boolean inside(int column, int row) {
    return column >= 0 && row >= 0 && column < width && row < height && mask[row * width + column];
  }

  /**
   * Walks along the edges between inside and outside. A crossing is named by the pixel inside and
   * the direction (0 right, 1 down, 2 left, 3 up) of the neighbour outside; the curve passes half
   * way between their centres, with the inside to its right.
   */
  private Path2D trace() {
    Path2D path = new Path2D.Double();
    boolean[] visited = new boolean[4 * mask.length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        for (int direction = 0; direction < 4; direction++) {
          boolean crossing =
              inside(column, row)
                  && !inside(column + DX[direction], row + DY[direction])
                  && !visited[4 * (row * width + column) + direction];
          if (crossing) {
            append(path, smooth(walk(column, row, direction, visited)));
          }
        }
      }
    }
    return path;
  }

  private List<double[]> walk(int column, int row, int direction, boolean[] visited) {
    List<double[]> points = new ArrayList<>();
    int x = column;
    int y = row;
    int d = direction;
    while (!visited[4 * (y * width + x) + d]) {
      visited[4 * (y * width + x) + d] = true;
      points.add(new double[] {x + 0.5 + DX[d] / 2.0, y + 0.5 + DY[d] / 2.0});
      int ahead = (d + 1) % 4;
      int aheadX = x + DX[ahead];
      int aheadY = y + DY[ahead];
      if (!inside(aheadX, aheadY)) {
        // A corner of the pixel; pixels that touch by a corner alone count as apart.
        d = ahead;
      } else if (inside(aheadX + DX[d], aheadY + DY[d])) {
        x = aheadX + DX[d];
        y = aheadY + DY[d];
        d = (d + 3) % 4;
      } else {
        x = aheadX;
        y = aheadY;
      }
    }
    return points;
  }

  private static List<double[]> smooth(List<double[]> closed) {
    List<double[]> points = closed;
    for (int cut = 0; cut < CUTS; cut++) {
      List<double[]> finer = new ArrayList<>(2 * points.size());
      for (int i = 0; i < points.size(); i++) {
        double[] a = points.get(i);
        double[] b = points.get((i + 1) % points.size());
        finer.add(new double[] {0.75 * a[0] + 0.25 * b[0], 0.75 * a[1] + 0.25 * b[1]});
        finer.add(new double[] {0.25 * a[0] + 0.75 * b[0], 0.25 * a[1] + 0.75 * b[1]});
      }
      points = finer;
    }
    return points;
  }

  private static void append(Path2D path, List<double[]> points) {
    path.moveTo(points.get(0)[0], points.get(0)[1]);
    for (double[] point : points.subList(1, points.size())) {
      path.lineTo(point[0], point[1]);
    }
    path.closePath();
  }
}
