package io.bactrian.learning.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * References: PyTorch 2.13, or NumPy where it lacks the optimizer, on the problem of {@link
 * Parabola}; weights after steps 1, 2, 5 and 10.
 */
class OptimizerTracesTest {
  private static void check(OptimizerSettings settings, double rate, float[]... expected) {
    check(settings, step -> rate, expected);
  }

  private static void check(
      OptimizerSettings settings, IntToDoubleFunction rates, float[]... expected) {
    List<Integer> steps = List.of(1, 2, 5, 10);
    try (Parabola parabola = new Parabola(settings)) {
      for (int step = 1; step <= 10; step++) {
        parabola.step(rates.applyAsDouble(step));
        if (steps.contains(step)) {
          assertThat(parabola.values())
              .as(settings.type() + ", step " + step)
              .containsExactly(expected[steps.indexOf(step)], within(3e-6f));
        }
      }
    }
  }

  /** torch.optim.SGD. */
  @Test
  void dampedSgdFollowsPyTorch() {
    check(
        OptimizerSettings.of("sgd", 0.01)
            .with("weight_decay", 0.01)
            .with("momentum", 0.9)
            .with("dampening", 0.2)
            .with("nesterov", false),
        0.01,
        new float[] {0.9899f, -1.9948f, 0.39995f},
        new float[] {0.9728924f, -1.985969f, 0.237877f},
        new float[] {0.8900468f, -1.941308f, -0.422914f},
        new float[] {0.7001871f, -1.823784f, -1.073586f});
  }

  /** torch.optim.Adam and AdamW with amsgrad and betas that make it matter. */
  @Test
  void amsgradFollowsPyTorch() {
    check(
        OptimizerSettings.of("adam", 0.1)
            .with("weight_decay", 0.01)
            .with("betas", List.of(0.5, 0.6))
            .with("amsgrad", true),
        0.1,
        new float[] {0.9f, -1.9f, 0.4f},
        new float[] {0.8015412f, -1.800193f, 0.3005773f},
        new float[] {0.5804477f, -1.503502f, 0.02266648f},
        new float[] {0.4880526f, -1.063176f, -0.2711618f});
    check(
        OptimizerSettings.of("adamw", 0.1)
            .with("weight_decay", 0.01)
            .with("betas", List.of(0.5, 0.6))
            .with("amsgrad", true),
        0.1,
        new float[] {0.899f, -1.898f, 0.3995f},
        new float[] {0.7996788f, -1.796297f, 0.2996812f},
        new float[] {0.5782967f, -1.494581f, 0.02128872f},
        new float[] {0.4882235f, -1.048376f, -0.2715843f});
  }

  /** torch.optim.Adamax. */
  @Test
  void adamaxFollowsPyTorch() {
    check(
        OptimizerSettings.of("adamax", 0.05).with("weight_decay", 0.01),
        0.05,
        new float[] {0.95f, -1.95f, 0.45f},
        new float[] {0.9025711f, -1.900482f, 0.4012677f},
        new float[] {0.7756517f, -1.754968f, 0.2628953f},
        new float[] {0.61388f, -1.523398f, 0.05930454f});
  }

  /** torch.optim.NAdam. */
  @Test
  void nadamFollowsPyTorch() {
    check(
        OptimizerSettings.of("nadam", 0.05).with("weight_decay", 0.01),
        0.05,
        new float[] {0.9471774f, -1.947177f, 0.4471774f},
        new float[] {0.9099758f, -1.90837f, 0.4089493f},
        new float[] {0.8117517f, -1.800131f, 0.3042333f},
        new float[] {0.6612959f, -1.607218f, 0.1256418f});
  }

  /** torch.optim.RAdam; from the sixth step on it knows a variance. */
  @Test
  void radamFollowsPyTorch() {
    check(
        OptimizerSettings.of("radam", 0.05).with("weight_decay", 0.01),
        0.05,
        new float[] {0.9495f, -1.974f, -0.0002500415f},
        new float[] {0.9016712f, -1.948144f, -0.3687237f},
        new float[] {0.7740712f, -1.871479f, -0.877425f},
        new float[] {0.7652684f, -1.862003f, -0.8755656f});
  }

  /** torch.optim.Rprop. */
  @Test
  void rpropFollowsPyTorch() {
    check(
        OptimizerSettings.of("rprop", 0.2),
        0.2,
        new float[] {0.8f, -1.8f, 0.3f},
        new float[] {0.56f, -1.56f, 0.06f},
        new float[] {0.416f, -0.5116799f, -0.5736001f},
        new float[] {0.39872f, 0.2845827f, -0.59088f});
  }

  /** torch.optim.Adadelta. */
  @Test
  void adadeltaFollowsPyTorch() {
    check(
        OptimizerSettings.of("adadelta", 1).with("weight_decay", 0.01).with("eps", 1e-3),
        1,
        new float[] {0.9004866f, -1.901799f, 0.400005f},
        new float[] {0.8096976f, -1.803088f, 0.30268f},
        new float[] {0.6243339f, -1.515992f, 0.0492399f},
        new float[] {0.519731f, -1.088979f, -0.2303105f});
  }

  /** torch.optim.Adagrad. */
  @Test
  void adagradFollowsPyTorch() {
    check(
        OptimizerSettings.of("adagrad", 0.1).with("weight_decay", 0.01).with("lr_decay", 0.1),
        0.1,
        new float[] {0.9000001f, -1.9f, 0.4f},
        new float[] {0.8431668f, -1.837056f, 0.3391869f},
        new float[] {0.7504808f, -1.723012f, 0.2324606f},
        new float[] {0.6791717f, -1.621945f, 0.1412538f});
  }

  /** torch.optim.RMSprop, plain, then centred with momentum. */
  @Test
  void rmspropFollowsPyTorch() {
    check(
        OptimizerSettings.of("rmsprop", 0.02).with("weight_decay", 0.01).with("alpha", 0.9),
        0.02,
        new float[] {0.9367545f, -1.936754f, 0.4367545f},
        new float[] {0.8938979f, -1.891438f, 0.3923177f},
        new float[] {0.8045112f, -1.790237f, 0.2952351f},
        new float[] {0.7041481f, -1.661938f, 0.1761814f});
    check(
        OptimizerSettings.of("rmsprop", 0.002)
            .with("weight_decay", 0.01)
            .with("alpha", 0.9)
            .with("centered", true)
            .with("momentum", 0.9),
        0.002,
        new float[] {0.9933333f, -1.993333f, 0.4933333f},
        new float[] {0.9822676f, -1.982242f, 0.4822514f},
        new float[] {0.9317366f, -1.931069f, 0.4313159f},
        new float[] {0.814294f, -1.80719f, 0.3097179f});
  }

  /** NumPy in double precision from the formula of MONAI. */
  @Test
  void novogradFollowsItsFormula() {
    check(
        OptimizerSettings.of("novograd", 0.05).with("weight_decay", 0.01),
        0.05,
        new float[] {0.9547786f, -1.976639f, 0.44975f},
        new float[] {0.8729225f, -1.932473f, 0.3568103f},
        new float[] {0.5225469f, -1.699671f, -0.08511876f},
        new float[] {0.2024261f, -1.109817f, -0.8114657f});
    check(
        OptimizerSettings.of("novograd", 0.05)
            .with("weight_decay", 0.01)
            .with("betas", List.of(0.9, 0.5))
            .with("amsgrad", true),
        0.05,
        new float[] {0.9547786f, -1.976639f, 0.44975f},
        new float[] {0.8729254f, -1.932475f, 0.3568126f},
        new float[] {0.5226105f, -1.699732f, -0.08504243f},
        new float[] {0.2022095f, -1.110436f, -0.8112011f});
  }

  /**
   * NumPy in double precision from algorithm 2 of the paper; a decay of 0.005 divided by 0.05 is
   * 0.1.
   */
  @Test
  void lionFollowsItsFormula() {
    check(
        OptimizerSettings.of("lion", 0.05)
            .with("betas", List.of(0.9, 0.99))
            .with("weight_decay", 0.1),
        0.05,
        new float[] {0.945f, -1.94f, 0.4475f},
        new float[] {0.890275f, -1.8803f, 0.3952625f},
        new float[] {0.7277363f, -1.702985f, 0.2401119f},
        new float[] {0.4622114f, -1.413322f, -0.01334363f});
    check(
        OptimizerSettings.of("lion", 0.05)
            .with("betas", List.of(0.9, 0.99))
            .with("weight_decay", 0.005)
            .with("decoupled_weight_decay", true),
        0.05,
        new float[] {0.945f, -1.94f, 0.4475f},
        new float[] {0.890275f, -1.8803f, 0.3952625f},
        new float[] {0.7277363f, -1.702985f, 0.2401119f},
        new float[] {0.4622114f, -1.413322f, -0.01334363f});
  }

  /** NumPy in double precision from the formula of the paper. */
  @Test
  void ademamixFollowsItsFormula() {
    check(
        OptimizerSettings.of("ademamix", 0.05).with("weight_decay", 0.01),
        0.05,
        new float[] {0.949975f, -1.949975f, 0.449975f},
        new float[] {0.9001299f, -1.899954f, 0.4000084f},
        new float[] {0.7535853f, -1.750123f, 0.2511066f},
        new float[] {0.5366005f, -1.502479f, 0.01097375f});
  }

  /** NumPy in double precision from algorithm 2 of the paper, without clipping. */
  @Test
  void adoptFollowsItsFormula() {
    check(
        OptimizerSettings.of("adopt", 0.05).with("weight_decay", 0.01),
        0.05,
        new float[] {1f, -2f, 0.5f},
        new float[] {0.95f, -1.95f, 0.45f},
        new float[] {0.8047026f, -1.800959f, 0.3023713f},
        new float[] {0.5985629f, -1.560151f, 0.07487006f});
    check(
        OptimizerSettings.of("adopt", 0.05).with("weight_decay", 0.01).with("decoupled", true),
        0.05,
        new float[] {0.9995f, -1.999f, 0.49975f},
        new float[] {0.9490503f, -1.948021f, 0.4495126f},
        new float[] {0.8026182f, -1.796203f, 0.3013313f},
        new float[] {0.5955025f, -1.551334f, 0.0734466f});
  }

  /** torch.optim.ASGD with rates that halve after five steps, which it follows one step late. */
  @Test
  void asgdFollowsPyTorch() {
    check(
        OptimizerSettings.of("asgd", 0.02)
            .withWeightDecay(0.01)
            .with("lambd", 0.1)
            .with("alpha", 0.5),
        step -> step <= 5 ? 0.02 : 0.01,
        new float[] {0.9778f, -1.9856f, 0.2989f},
        new float[] {0.956558f, -1.971303f, 0.1386226f},
        new float[] {0.8981673f, -1.929027f, -0.1723073f},
        new float[] {0.8472421f, -1.88762f, -0.326211f});
  }
}
