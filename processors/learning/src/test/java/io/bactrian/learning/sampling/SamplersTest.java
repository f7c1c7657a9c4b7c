package io.bactrian.learning.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplersTest {
  /** 6 x 5 x 4: class 1 at one voxel, class 2 at nine, the rest background. */
  private static ClassMap volume() {
    short[] classes = new short[120];
    classes[index(2, 2, 1)] = 1;
    for (int i = 0; i < 9; i++) {
      classes[index(3 + i % 3, i / 3, 3)] = 2;
    }
    return new ClassMap(new int[] {6, 5, 4}, classes, 4, 0);
  }

  private static int index(int x, int y, int z) {
    return (z * 5 + y) * 6 + x;
  }

  @Test
  void theRankReachesEveryVoxelOfAClassOnce() {
    ClassMap volume = volume();
    assertThat(volume.count(0)).isEqualTo(110);
    assertThat(volume.count(1)).isEqualTo(1);
    assertThat(volume.count(2)).isEqualTo(9);
    assertThat(volume.count(3)).isZero();
    assertThat(volume.voxel(1, 0)).isEqualTo(index(2, 2, 1));
    for (int classIndex = 0; classIndex < 3; classIndex++) {
      int last = -1;
      for (int rank = 0; rank < volume.count(classIndex); rank++) {
        int voxel = volume.voxel(classIndex, rank);
        assertThat(voxel).isGreaterThan(last);
        assertThat(volume.classes()[voxel]).isEqualTo((short) classIndex);
        last = voxel;
      }
    }
  }

  @Test
  void uniformReachesEveryPositionEquallyOften() {
    int[][] hits = {new int[4], new int[4], new int[1]};
    int[] start = new int[3];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 40000; i++) {
      new UniformSampler().sample(volume(), new int[] {3, 2, 4}, random, start);
      for (int axis = 0; axis < 3; axis++) {
        hits[axis][start[axis]]++;
      }
    }
    for (int x = 0; x < 4; x++) {
      assertThat(hits[0][x]).isCloseTo(10000, within(400));
      assertThat(hits[1][x]).isCloseTo(10000, within(400));
    }
  }

  @Test
  void aPatchLargerThanTheVolumeHasItInItsMiddle() {
    int[] start = new int[3];
    SplittableRandom random = new SplittableRandom(1);
    new UniformSampler().sample(volume(), new int[] {10, 6, 4}, random, start);
    assertThat(start).containsExactly(-2, 0, 0);
    LabelSampler.balanced().sample(volume(), new int[] {10, 8, 5}, random, start);
    assertThat(start).containsExactly(-2, -1, 0);
  }

  /** How often the patch of one voxel lies on each class. */
  private static double[] frequencies(LabelSampler sampler) {
    ClassMap volume = volume();
    SplittableRandom random = new SplittableRandom(7);
    double[] frequencies = new double[4];
    int[] start = new int[3];
    for (int i = 0; i < 20000; i++) {
      sampler.sample(volume, new int[] {1, 1, 1}, random, start);
      frequencies[volume.classes()[index(start[0], start[1], start[2])]] += 1 / 20000.0;
    }
    return frequencies;
  }

  @Test
  void balancedDrawsEachPresentStructureEquallyOften() {
    assertThat(frequencies(LabelSampler.balanced()))
        .containsExactly(new double[] {0, 0.5, 0.5, 0}, within(0.015));
  }

  @Test
  void foregroundDrawsStructuresByTheirSize() {
    assertThat(frequencies(LabelSampler.foreground()))
        .containsExactly(new double[] {0, 0.1, 0.9, 0}, within(0.015));
  }

  @Test
  void weightsHoldAmongTheClassesThatArePresent() {
    assertThat(frequencies(LabelSampler.weighted(1, 2, 1, 96)))
        .containsExactly(new double[] {0.25, 0.5, 0.25, 0}, within(0.015));
    assertThatThrownBy(() -> LabelSampler.weighted(1, -1)).hasMessageContaining("below 0");
  }

  @Test
  void thePatchHoldsTheVoxelItIsCentredOnAlsoAtTheBorder() {
    int[] start = new int[3];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      LabelSampler.weighted(0, 1, 0, 0).sample(volume(), new int[] {3, 3, 3}, random, start);
      assertThat(start).containsExactly(1, 1, 0);
      LabelSampler.weighted(0, 0, 1, 0).sample(volume(), new int[] {3, 3, 3}, random, start);
      assertThat(start[0]).isBetween(2, 3);
      assertThat(start[1]).isBetween(0, 1);
      assertThat(start[2]).isEqualTo(1);
    }
  }

  @Test
  void aVolumeWithoutStructuresIsSampledUniformly() {
    ClassMap empty = new ClassMap(new int[] {6, 5, 4}, new short[120], 3, 0);
    ClassMap unlabelled = new ClassMap(new int[] {6, 5, 4}, null, 0, -1);
    for (ClassMap volume : new ClassMap[] {empty, unlabelled}) {
      int[] start = new int[3];
      int[] expected = new int[3];
      LabelSampler.balanced().sample(volume, new int[] {2, 2, 2}, new SplittableRandom(5), start);
      new UniformSampler().sample(volume, new int[] {2, 2, 2}, new SplittableRandom(5), expected);
      assertThat(start).isEqualTo(expected);
    }
  }

  @Test
  void aProbabilityIsThatOfAVoxel() {
    // 110 voxels of weight 0, one of weight 9, nine of weight 1.
    assertThat(frequencies(LabelSampler.byProbability(0, 9, 1, 5)))
        .containsExactly(new double[] {0, 0.5, 0.5, 0}, within(0.015));
    assertThatThrownBy(() -> LabelSampler.byProbability(1, -1)).hasMessageContaining("below 0");
  }

  @Test
  void acrossBordersTheDrawnVoxelIsAlwaysInTheMiddle() {
    int[] start = new int[3];
    SplittableRandom random = new SplittableRandom(3);
    LabelSampler.weighted(0, 1, 0, 0)
        .acrossBorders()
        .sample(volume(), new int[] {5, 4, 3}, random, start);
    assertThat(start).containsExactly(0, 0, 0);
    // Class 1 lies at (2, 2, 1); along z the patch is larger than the volume.
    LabelSampler.weighted(0, 1, 0, 0)
        .acrossBorders()
        .sample(volume(), new int[] {5, 1, 6}, random, start);
    assertThat(start).containsExactly(0, 2, -1);
    for (int i = 0; i < 100; i++) {
      LabelSampler.weighted(0, 0, 1, 0)
          .acrossBorders()
          .sample(volume(), new int[] {3, 3, 3}, random, start);
      assertThat(start[0]).isBetween(2, 4);
      assertThat(start[1]).isBetween(-1, 1);
      assertThat(start[2]).isEqualTo(2);
    }
  }

  @Test
  void theGridGivesEachOfItsPatchesOnceInAnOrderByTheKey() {
    GridSampler grid = new GridSampler();
    int[] start = new int[3];
    List<List<Integer>> orders = new ArrayList<>();
    for (long key : new long[] {1, 1, 2}) {
      List<Integer> order = new ArrayList<>();
      for (int index = 0; index < 12; index++) {
        grid.sample(
            volume(),
            new int[] {2, 3, 2},
            new PatchSampler.Turn(index, key),
            new SplittableRandom(index),
            start);
        order.add(index(start[0], start[1], start[2]));
      }
      assertThat(order).doesNotHaveDuplicates();
      assertThat(order).contains(index(0, 0, 0), index(4, 2, 2), index(2, 0, 2));
      orders.add(order);
    }
    assertThat(orders.get(1)).isEqualTo(orders.get(0));
    assertThat(orders.get(2))
        .isNotEqualTo(orders.get(0))
        .containsExactlyInAnyOrderElementsOf(orders.get(0));
  }
}
