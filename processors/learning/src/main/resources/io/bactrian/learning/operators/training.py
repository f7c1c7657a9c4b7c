# Losses and optimizer steps as TorchScript, in the syntax of TorchScript's own archives: typed
# methods that call ATen operators by name. Losses take logits N, C, spatial (float32) and labels
# N, spatial (whole numbers: indices of classes); lists of tensors go to the optimizer steps in the
# order of the parameters.
class Training(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def one_hot(self: __torch__.Training, labels: Tensor, like: Tensor) -> Tensor:
    return torch.scatter_(torch.zeros_like(like), 1, torch.unsqueeze(torch.to(labels, 4), 1), 1.)

  # 1 - (2 I + s) / (P + T + s) a class over the whole batch, weighted over classes.
  def soft_dice(self: __torch__.Training,
      probabilities: Tensor, target: Tensor, weights: Tensor, smoothing: Tensor) -> Tensor:
    axes = annotate(List[int], [0])
    for i in range(torch.sub(torch.dim(probabilities), 2)):
      _0 = torch.append(axes, torch.add(i, 2))
    intersection = torch.sum(torch.mul(probabilities, target), axes)
    total = torch.add(torch.sum(probabilities, axes), torch.sum(target, axes))
    numerator = torch.add(torch.mul(intersection, 2), smoothing)
    dice = torch.div(numerator, torch.add(total, smoothing))
    return torch.sum(torch.mul(torch.rsub(dice, 1), weights))

  def softmax_dice(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor, smoothing: Tensor) -> Tensor:
    target = (self).one_hot(labels, logits, )
    return (self).soft_dice(torch.softmax(logits, 1), target, weights, smoothing, )

  def sigmoid_dice(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor, smoothing: Tensor) -> Tensor:
    target = (self).one_hot(labels, logits, )
    return (self).soft_dice(torch.sigmoid(logits), target, weights, smoothing, )

  def softmax_cross_entropy(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    return torch.cross_entropy_loss(logits, torch.to(labels, 4), weights)

  # Binary cross-entropy of every class, averaged over voxels, weighted over classes.
  def binary_cross_entropy(self: __torch__.Training,
      logits: Tensor, target: Tensor, weights: Tensor) -> Tensor:
    losses = torch.binary_cross_entropy_with_logits(logits, target, None, None, 0)
    classes = torch.flatten(torch.transpose(losses, 0, 1), 1)
    return torch.sum(torch.mul(torch.mean(classes, [1]), weights))

  def sigmoid_cross_entropy(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    return (self).binary_cross_entropy(logits, (self).one_hot(labels, logits, ), weights, )

  def softmax_dice_cross_entropy(self: __torch__.Training,
      logits: Tensor, labels: Tensor, dice_weights: Tensor, smoothing: Tensor,
      weights: Tensor) -> Tensor:
    logarithms = torch.log_softmax(logits, 1)
    entropy = torch.nll_loss_nd(logarithms, torch.to(labels, 4), weights)
    target = (self).one_hot(labels, logits, )
    dice = (self).soft_dice(torch.exp(logarithms), target, dice_weights, smoothing, )
    return torch.add(dice, entropy)

  def sigmoid_dice_cross_entropy(self: __torch__.Training,
      logits: Tensor, labels: Tensor, dice_weights: Tensor, smoothing: Tensor,
      weights: Tensor) -> Tensor:
    target = (self).one_hot(labels, logits, )
    dice = (self).soft_dice(torch.sigmoid(logits), target, dice_weights, smoothing, )
    return torch.add(dice, (self).binary_cross_entropy(logits, target, weights, ))

  # The norm of all gradients together, before they are scaled down to at most `largest`.
  def clip_norm(self: __torch__.Training, gradients: List[Tensor], largest: float) -> Tensor:
    norm = torch.norm(torch.stack(torch._foreach_norm(gradients)))
    factor = torch.mul(torch.reciprocal(torch.add(norm, 9.9999999999999995e-07)), largest)
    torch._foreach_mul_(gradients, torch.clamp(factor, None, 1.))
    return norm

  def clip_value(self: __torch__.Training, gradients: List[Tensor], largest: float) -> NoneType:
    torch._foreach_clamp_max_(gradients, largest)
    torch._foreach_clamp_min_(gradients, torch.neg(largest))
    return None

  def adam_step(self: __torch__.Training,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      squares: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float,
      decay: float, epsilon: float) -> NoneType:
    torch._foreach_add_(steps, 1)
    torch._fused_adam_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps,
        lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False,
        maximize=False)
    return None

  def adamw_step(self: __torch__.Training,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      squares: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float,
      decay: float, epsilon: float) -> NoneType:
    torch._foreach_add_(steps, 1)
    torch._fused_adamw_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps,
        lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False,
        maximize=False)
    return None

  # Velocities of zero before the first step give PyTorch's first step: 0 * momentum + gradient.
  def sgd_step(self: __torch__.Training,
      parameters: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float,
      momentum: float, decay: float, nesterov: bool) -> NoneType:
    torch._fused_sgd_(parameters, gradients, velocities, weight_decay=decay, momentum=momentum,
        lr=rate, dampening=0., nesterov=nesterov, maximize=False, is_first_step=False)
    return None

  def zero(self: __torch__.Training, tensors: List[Tensor]) -> NoneType:
    torch._foreach_zero_(tensors)
    return None

  def copy(self: __torch__.Training, targets: List[Tensor], sources: List[Tensor]) -> NoneType:
    torch._foreach_copy_(targets, sources)
    return None

  # targets + weight * (sources - targets), in place.
  def blend(self: __torch__.Training,
      targets: List[Tensor], sources: List[Tensor], weight: float) -> NoneType:
    torch._foreach_lerp_(targets, sources, weight)
    return None
