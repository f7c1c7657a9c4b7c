# Optimizer steps beside those in training.py, in the same syntax. Every method changes parameters
# and the state lists in place, one after the other in the order of the parameters. What depends on
# the number of the step alone comes in as a number.
class Optimizers(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def asgd(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], rate: float, decay: float,
      pull: float) -> NoneType:
    for i in range(torch.len(parameters)):
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      _0 = torch.mul_(parameters[i], torch.sub(1., torch.mul(pull, rate)))
      _1 = torch.add_(parameters[i], gradient, alpha=torch.neg(rate))
    return None

  def adamax(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      norms: List[Tensor], rate: float, decay: float, beta1: float, beta2: float,
      epsilon: float) -> NoneType:
    for i in range(torch.len(parameters)):
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      _0 = torch.lerp_(means[i], gradient, torch.sub(1., beta1))
      size = torch.add(torch.abs(gradient), epsilon)
      _1 = torch.copy_(norms[i], torch.maximum(torch.mul(norms[i], beta2), size))
      _2 = torch.addcdiv_(parameters[i], means[i], norms[i], value=torch.neg(rate))
    return None

  def nadam(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      squares: List[Tensor], gradient_rate: float, mean_rate: float, decay: float, beta1: float,
      beta2: float, correction: float, epsilon: float) -> NoneType:
    for i in range(torch.len(parameters)):
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      _0 = torch.lerp_(means[i], gradient, torch.sub(1., beta1))
      _1 = torch.addcmul_(torch.mul_(squares[i], beta2), gradient, gradient,
          value=torch.sub(1., beta2))
      denominator = torch.add(torch.sqrt(torch.div(squares[i], correction)), epsilon)
      _2 = torch.addcdiv_(parameters[i], gradient, denominator, value=torch.neg(gradient_rate))
      _3 = torch.addcdiv_(parameters[i], means[i], denominator, value=torch.neg(mean_rate))
    return None

  # A numerator of 0 stands for the first steps, in which the variance is not yet known.
  def radam(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      squares: List[Tensor], rate: float, numerator: float, decay: float, beta1: float,
      beta2: float, epsilon: float) -> NoneType:
    for i in range(torch.len(parameters)):
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      _0 = torch.lerp_(means[i], gradient, torch.sub(1., beta1))
      _1 = torch.addcmul_(torch.mul_(squares[i], beta2), gradient, gradient,
          value=torch.sub(1., beta2))
      if torch.eq(numerator, 0.):
        _2 = torch.add_(parameters[i], means[i], alpha=torch.neg(rate))
      else:
        denominator = torch.add(torch.sqrt(squares[i]), epsilon)
        factor = torch.neg(torch.mul(rate, numerator))
        _3 = torch.addcdiv_(parameters[i], means[i], denominator, value=factor)
    return None

  def rprop(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], previous: List[Tensor],
      sizes: List[Tensor], shrink: float, grow: float, smallest: float,
      largest: float) -> NoneType:
    for i in range(torch.len(parameters)):
      product = torch.mul(gradients[i], previous[i])
      opposite = torch.lt(product, 0)
      factor = torch.masked_fill(torch.ones_like(product), torch.gt(product, 0), grow)
      _0 = torch.mul_(sizes[i], torch.masked_fill(factor, opposite, shrink))
      _1 = torch.clamp_(sizes[i], smallest, largest)
      kept = torch.masked_fill(gradients[i], opposite, 0.)
      _2 = torch.addcmul_(parameters[i], torch.sign(kept), sizes[i], value=-1)
      _3 = torch.copy_(previous[i], kept)
    return None

  def fill(self: __torch__.Optimizers, tensors: List[Tensor], number: float) -> NoneType:
    for i in range(torch.len(tensors)):
      _0 = torch.fill_(tensors[i], number)
    return None

  def adadelta(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], squares: List[Tensor],
      changes: List[Tensor], rate: float, decay: float, rho: float, epsilon: float) -> NoneType:
    for i in range(torch.len(parameters)):
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      _0 = torch.addcmul_(torch.mul_(squares[i], rho), gradient, gradient,
          value=torch.sub(1., rho))
      above = torch.sqrt(torch.add(changes[i], epsilon))
      below = torch.sqrt(torch.add(squares[i], epsilon))
      change = torch.mul(torch.div(above, below), gradient)
      _1 = torch.addcmul_(torch.mul_(changes[i], rho), change, change, value=torch.sub(1., rho))
      _2 = torch.add_(parameters[i], change, alpha=torch.neg(rate))
    return None

  def adagrad(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], sums: List[Tensor], rate: float,
      decay: float, epsilon: float) -> NoneType:
    for i in range(torch.len(parameters)):
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      _0 = torch.addcmul_(sums[i], gradient, gradient)
      denominator = torch.add(torch.sqrt(sums[i]), epsilon)
      _1 = torch.addcdiv_(parameters[i], gradient, denominator, value=torch.neg(rate))
    return None

  # Without means: not centred; without velocities: no momentum.
  def rmsprop(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], squares: List[Tensor],
      means: List[Tensor], velocities: List[Tensor], rate: float, decay: float, alpha: float,
      epsilon: float, momentum: float) -> NoneType:
    for i in range(torch.len(parameters)):
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      _0 = torch.addcmul_(torch.mul_(squares[i], alpha), gradient, gradient,
          value=torch.sub(1., alpha))
      if torch.gt(torch.len(means), 0):
        _1 = torch.lerp_(means[i], gradient, torch.sub(1., alpha))
        variance = torch.addcmul(squares[i], means[i], means[i], value=-1)
      else:
        variance = squares[i]
      denominator = torch.add(torch.sqrt(variance), epsilon)
      if torch.gt(torch.len(velocities), 0):
        _2 = torch.addcdiv_(torch.mul_(velocities[i], momentum), gradient, denominator)
        _3 = torch.add_(parameters[i], velocities[i], alpha=torch.neg(rate))
      else:
        _4 = torch.addcdiv_(parameters[i], gradient, denominator, value=torch.neg(rate))
    return None

  # Squares are one number a parameter; with largest, their maximum so far divides.
  def novograd(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      squares: List[Tensor], largest: List[Tensor], rate: float, decay: float, beta1: float,
      beta2: float, epsilon: float) -> NoneType:
    for i in range(torch.len(parameters)):
      square = torch.sum(torch.mul(gradients[i], gradients[i]))
      later = torch.add(torch.mul(squares[i], beta2), square, alpha=torch.sub(1., beta2))
      _0 = torch.copy_(squares[i], torch.where(torch.eq(squares[i], 0), square, later))
      if torch.gt(torch.len(largest), 0):
        _1 = torch.copy_(largest[i], torch.maximum(largest[i], squares[i]))
        divisor = torch.add(torch.sqrt(largest[i]), epsilon)
      else:
        divisor = torch.add(torch.sqrt(squares[i]), epsilon)
      scaled = torch.add(torch.div(gradients[i], divisor), parameters[i], alpha=decay)
      _2 = torch.add_(torch.mul_(means[i], beta1), scaled)
      _3 = torch.add_(parameters[i], means[i], alpha=torch.neg(rate))
    return None

  def lion(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor], rate: float,
      decay: float, beta1: float, beta2: float) -> NoneType:
    for i in range(torch.len(parameters)):
      _0 = torch.mul_(parameters[i], torch.sub(1., torch.mul(rate, decay)))
      direction = torch.sign(torch.lerp(means[i], gradients[i], torch.sub(1., beta1)))
      _1 = torch.add_(parameters[i], direction, alpha=torch.neg(rate))
      _2 = torch.lerp_(means[i], gradients[i], torch.sub(1., beta2))
    return None

  def ademamix(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      slow_means: List[Tensor], squares: List[Tensor], rate: float, decay: float, beta1: float,
      beta2: float, beta3: float, alpha: float, mean_correction: float, square_correction: float,
      epsilon: float) -> NoneType:
    for i in range(torch.len(parameters)):
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      _0 = torch.lerp_(means[i], gradient, torch.sub(1., beta1))
      _1 = torch.lerp_(slow_means[i], gradient, torch.sub(1., beta3))
      _2 = torch.addcmul_(torch.mul_(squares[i], beta2), gradient, gradient,
          value=torch.sub(1., beta2))
      denominator = torch.add(torch.sqrt(torch.div(squares[i], square_correction)), epsilon)
      mean = torch.add(torch.div(means[i], mean_correction), slow_means[i], alpha=alpha)
      _3 = torch.addcdiv_(parameters[i], mean, denominator, value=torch.neg(rate))
    return None

  # The first step only measures; the second starts the mean.
  def adopt(self: __torch__.Optimizers,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      squares: List[Tensor], step: float, rate: float, decay: float, decoupled_decay: float,
      beta1: float, beta2: float, epsilon: float) -> NoneType:
    for i in range(torch.len(parameters)):
      _0 = torch.mul_(parameters[i], torch.sub(1., torch.mul(rate, decoupled_decay)))
      gradient = torch.add(gradients[i], parameters[i], alpha=decay)
      if torch.eq(step, 1.):
        _1 = torch.addcmul_(squares[i], gradient, gradient)
      else:
        scaled = torch.div(gradient, torch.clamp(torch.sqrt(squares[i]), epsilon))
        if torch.eq(step, 2.):
          _2 = torch.copy_(means[i], scaled)
        else:
          _3 = torch.add_(torch.mul_(means[i], beta1), scaled, alpha=torch.sub(1., beta1))
        _4 = torch.add_(parameters[i], means[i], alpha=torch.neg(rate))
        _5 = torch.addcmul_(torch.mul_(squares[i], beta2), gradient, gradient,
            value=torch.sub(1., beta2))
    return None
