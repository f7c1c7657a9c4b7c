# Losses and optimizer steps as TorchScript, in the syntax of TorchScript's own archives: typed
# methods that call ATen operators by name. Losses take logits N, C, spatial (float32) and labels
# N, spatial (whole numbers: indices of classes); lists of tensors go to the optimizer steps in the
# order of the parameters.
class Training(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def softmax(self: __torch__.Training, logits: Tensor) -> Tensor:
    return torch.softmax(logits, 1)

  def sigmoid(self: __torch__.Training, logits: Tensor) -> Tensor:
    return torch.sigmoid(logits)

  # Labels that have the shape of the prediction are targets already.
  def one_hot(self: __torch__.Training, labels: Tensor, like: Tensor) -> Tensor:
    if torch.eq(torch.dim(labels), torch.dim(like)):
      target = torch.to(labels, ops.prim.dtype(like))
    else:
      places = torch.unsqueeze(torch.to(labels, 4), 1)
      target = torch.scatter_(torch.zeros_like(like), 1, places, 1.)
    return target

  # For each voxel the row of its label: N, classes, spatial.
  def memberships(self: __torch__.Training, labels: Tensor, table: Tensor) -> Tensor:
    rows = torch.embedding(table, torch.to(labels, 4))
    return torch.contiguous(torch.movedim(rows, -1, 1))

  # Weights are made once, in float32 on the processor.
  def like(self: __torch__.Training, weights: Tensor, values: Tensor) -> Tensor:
    return torch.to(weights, values, False, False)

  # Over the batch and space, for each class.
  def class_sums(self: __torch__.Training, values: Tensor) -> Tensor:
    return torch.sum(torch.flatten(torch.transpose(values, 0, 1), 1), [1])

  # 2 I + s / (P + T + s) a class over the whole batch.
  def dice_scores(self: __torch__.Training,
      probabilities: Tensor, target: Tensor, smoothing: Tensor) -> Tensor:
    axes = annotate(List[int], [0])
    for i in range(torch.sub(torch.dim(probabilities), 2)):
      _0 = torch.append(axes, torch.add(i, 2))
    intersection = torch.sum(torch.mul(probabilities, target), axes)
    total = torch.add(torch.sum(probabilities, axes), torch.sum(target, axes))
    numerator = torch.add(torch.mul(intersection, 2), smoothing)
    return torch.div(numerator, torch.add(total, smoothing))

  # 1 - score, weighted over classes.
  def score_loss(self: __torch__.Training, scores: Tensor, weights: Tensor) -> Tensor:
    return torch.sum(torch.mul(torch.rsub(scores, 1), (self).like(weights, scores, )))

  # - log(score + eps), weighted over classes; below a score of 0.01, its tangent there.
  def score_log_loss(self: __torch__.Training, scores: Tensor, weights: Tensor) -> Tensor:
    kept = torch.add(torch.clamp(scores, 0.01), 1.1920928955078125e-07)
    below = torch.mul(torch.rsub(torch.clamp(scores, None, 0.01), 0.01), 100.)
    return torch.sum(torch.mul(torch.sub(below, torch.log(kept)), (self).like(weights, scores, )))

  def soft_dice(self: __torch__.Training,
      probabilities: Tensor, target: Tensor, weights: Tensor, smoothing: Tensor) -> Tensor:
    scores = (self).dice_scores(probabilities, target, smoothing, )
    return (self).score_loss(scores, weights, )

  def dice_log(self: __torch__.Training,
      probabilities: Tensor, labels: Tensor, weights: Tensor, smoothing: Tensor) -> Tensor:
    target = (self).one_hot(labels, probabilities, )
    scores = (self).dice_scores(probabilities, target, smoothing, )
    return (self).score_log_loss(scores, weights, )

  # (tp tn - fp fn) / sqrt((tp + fp) (tp + fn) (tn + fp) (tn + fn)) of each class.
  def matthews_scores(self: __torch__.Training, probabilities: Tensor, labels: Tensor) -> Tensor:
    target = (self).one_hot(labels, probabilities, )
    found = (self).class_sums(probabilities, )
    actual = (self).class_sums(target, )
    missed = (self).class_sums(torch.rsub(probabilities, 1), )
    absent = (self).class_sums(torch.rsub(target, 1), )
    both = (self).class_sums(torch.mul(probabilities, target), )
    neither = torch.sub(absent, torch.sub(found, both))
    wrong = torch.mul(torch.sub(found, both), torch.sub(actual, both))
    numerator = torch.sub(torch.mul(both, neither), wrong)
    product = torch.mul(torch.mul(found, actual), torch.mul(absent, missed))
    # Inside of the root, so that a class that does not occur has a gradient: zero.
    root = torch.sqrt(torch.add(product, 9.9999999999999998e-13))
    return torch.div(numerator, torch.add(root, 1.1920928955078125e-07))

  def matthews(self: __torch__.Training,
      probabilities: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    return (self).score_loss((self).matthews_scores(probabilities, labels, ), weights, )

  def matthews_log(self: __torch__.Training,
      probabilities: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    return (self).score_log_loss((self).matthews_scores(probabilities, labels, ), weights, )

  # tp / (tp + alpha fp + beta fn) of each class.
  def tversky(self: __torch__.Training,
      probabilities: Tensor, labels: Tensor, weights: Tensor, alpha: Tensor, beta: Tensor,
      smoothing: Tensor) -> Tensor:
    target = (self).one_hot(labels, probabilities, )
    both = (self).class_sums(torch.mul(probabilities, target), )
    extra = torch.sub((self).class_sums(probabilities, ), both)
    lacking = torch.sub((self).class_sums(target, ), both)
    errors = torch.add(torch.mul(extra, alpha), torch.mul(lacking, beta))
    scores = torch.div(torch.add(both, smoothing), torch.add(torch.add(both, errors), smoothing))
    return (self).score_loss(scores, weights, )

  # (1 - p)^gamma * - log p with p of the right class; the mean over voxels by their weights.
  def softmax_focal(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor, gamma: Tensor, average: Tensor) -> Tensor:
    target = (self).one_hot(labels, logits, )
    logarithm = torch.sum(torch.mul(target, torch.log_softmax(logits, 1)), [1])
    focus = torch.pow(torch.rsub(torch.exp(logarithm), 1), gamma)
    each = torch.mul(torch.neg(logarithm), focus)
    sums = (self).class_sums(target, )
    by_class = (self).class_sums(torch.mul(torch.unsqueeze(each, 1), target), )
    total = torch.sum(torch.mul(by_class, (self).like(weights, by_class, )))
    mean = torch.div(total, torch.sum(torch.mul(sums, (self).like(weights, sums, ))))
    return torch.where(torch.gt(average, 0), mean, torch.mul(total, torch.size(logits, 1)))

  def sigmoid_focal(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor, gamma: Tensor, average: Tensor) -> Tensor:
    target = (self).one_hot(labels, logits, )
    losses = torch.binary_cross_entropy_with_logits(logits, target, None, None, 0)
    focus = torch.pow(torch.rsub(torch.exp(torch.neg(losses)), 1), gamma)
    by_class = (self).class_sums(torch.mul(losses, focus), )
    voxels = torch.div(torch.numel(logits), torch.size(logits, 1))
    total = torch.sum(torch.mul(by_class, (self).like(weights, by_class, )))
    sum = torch.mul(total, torch.size(logits, 1))
    return torch.where(torch.gt(average, 0), torch.div(total, voxels), sum)

  # Binary cross-entropy of every class's probability, weighted over classes.
  def probability_cross_entropy(self: __torch__.Training,
      probabilities: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    target = (self).one_hot(labels, probabilities, )
    losses = torch.binary_cross_entropy(probabilities, target, None, 0)
    classes = torch.flatten(torch.transpose(losses, 0, 1), 1)
    return torch.sum(torch.mul(torch.mean(classes, [1]), (self).like(weights, classes, )))

  # Of a Gaussian with a mean and the logarithm of its variance from the standard one.
  def gaussian_divergence(self: __torch__.Training, means: Tensor, labels: Tensor) -> Tensor:
    logarithms = (self).one_hot(labels, means, )
    spread = torch.sub(torch.add(logarithms, 1), torch.exp(logarithms))
    each = torch.sum(torch.sub(spread, torch.mul(means, means)), [-1])
    return torch.mul(torch.mean(each), -0.5)

  def reduced(self: __torch__.Training, errors: Tensor, weights: Tensor, average: Tensor) -> Tensor:
    sums = torch.sum(torch.mul((self).class_sums(errors, ), (self).like(weights, errors, )))
    voxels = torch.div(torch.numel(errors), torch.size(errors, 1))
    return torch.where(torch.gt(average, 0), torch.div(sums, voxels), sums)

  def squared_error(self: __torch__.Training,
      prediction: Tensor, labels: Tensor, weights: Tensor, average: Tensor) -> Tensor:
    difference = torch.sub(prediction, (self).one_hot(labels, prediction, ))
    return (self).reduced(torch.mul(difference, difference), weights, average, )

  def absolute_error(self: __torch__.Training,
      prediction: Tensor, labels: Tensor, weights: Tensor, average: Tensor) -> Tensor:
    difference = torch.sub(prediction, (self).one_hot(labels, prediction, ))
    return (self).reduced(torch.abs(difference), weights, average, )

  def softmax_dice(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor, smoothing: Tensor) -> Tensor:
    target = (self).one_hot(labels, logits, )
    return (self).soft_dice(torch.softmax(logits, 1), target, weights, smoothing, )

  def sigmoid_dice(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor, smoothing: Tensor) -> Tensor:
    target = (self).one_hot(labels, logits, )
    return (self).soft_dice(torch.sigmoid(logits), target, weights, smoothing, )

  # Minus the logarithm of the right class's probability, or its mean over the shares of classes;
  # the mean over voxels by the weights of their classes.
  def right_class_loss(self: __torch__.Training,
      logarithms: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    if torch.eq(torch.dim(labels), torch.dim(logarithms)):
      lost = (self).class_sums(torch.mul(labels, logarithms), )
      met = torch.sum(torch.mul((self).class_sums(labels, ), (self).like(weights, logarithms, )))
      y = torch.neg(torch.div(torch.sum(torch.mul(lost, (self).like(weights, lost, ))), met))
    else:
      y = torch.nll_loss_nd(logarithms, torch.to(labels, 4), (self).like(weights, logarithms, ))
    return y

  # For each voxel of a coarser image the share that each class has in it.
  def shares_of_classes(self: __torch__.Training,
      like: Tensor, labels: Tensor, coarse: Tensor) -> Tensor:
    target = (self).one_hot(labels, like, )
    if torch.eq(torch.dim(coarse), 5):
      y = torch.adaptive_avg_pool3d(target, [torch.size(coarse, 2), torch.size(coarse, 3), torch.size(coarse, 4)])
    else:
      y = torch.adaptive_avg_pool2d(target, [torch.size(coarse, 2), torch.size(coarse, 3)])
    return y

  def softmax_cross_entropy(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    return (self).right_class_loss(torch.log_softmax(logits, 1), labels, weights, )

  # Binary cross-entropy of every class, averaged over voxels, weighted over classes.
  def binary_cross_entropy(self: __torch__.Training,
      logits: Tensor, target: Tensor, weights: Tensor) -> Tensor:
    losses = torch.binary_cross_entropy_with_logits(logits, target, None, None, 0)
    classes = torch.flatten(torch.transpose(losses, 0, 1), 1)
    return torch.sum(torch.mul(torch.mean(classes, [1]), (self).like(weights, classes, )))

  def sigmoid_cross_entropy(self: __torch__.Training,
      logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    return (self).binary_cross_entropy(logits, (self).one_hot(labels, logits, ), weights, )

  def softmax_dice_cross_entropy(self: __torch__.Training,
      logits: Tensor, labels: Tensor, dice_weights: Tensor, smoothing: Tensor,
      weights: Tensor) -> Tensor:
    logarithms = torch.log_softmax(logits, 1)
    entropy = (self).right_class_loss(logarithms, labels, weights, )
    target = (self).one_hot(labels, logits, )
    dice = (self).soft_dice(torch.exp(logarithms), target, dice_weights, smoothing, )
    return torch.add(dice, entropy)

  def sigmoid_dice_cross_entropy(self: __torch__.Training,
      logits: Tensor, labels: Tensor, dice_weights: Tensor, smoothing: Tensor,
      weights: Tensor) -> Tensor:
    target = (self).one_hot(labels, logits, )
    dice = (self).soft_dice(torch.sigmoid(logits), target, dice_weights, smoothing, )
    return torch.add(dice, (self).binary_cross_entropy(logits, target, weights, ))

  # What sdnet adds to its segmentation's loss: the distance of the image's modality factors from
  # the standard normal distribution, the error of the reconstruction, and that of the factors
  # found again in it.
  def disentanglement(self: __torch__.Training,
      image: Tensor, reconstruction: Tensor, means: Tensor, logarithms: Tensor,
      again: Tensor) -> Tensor:
    divergence = torch.mul((self).gaussian_divergence(means, logarithms, ), 0.01)
    first = torch.slice(image, 1, 0, 1)
    reconstructed = torch.mean(torch.abs(torch.sub(reconstruction, first)))
    difference = torch.sub(means, again)
    cycle = torch.mean(torch.mul(difference, difference))
    return torch.add(torch.add(divergence, reconstructed), cycle)

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

  # Over all axes but the first, of output units; a vector or number is one unit.
  def unit_norm(self: __torch__.Training, tensor: Tensor) -> Tensor:
    if torch.le(torch.dim(tensor), 1):
      norm = torch.norm(tensor)
    else:
      axes = annotate(List[int], [])
      for i in range(torch.sub(torch.dim(tensor), 1)):
        _0 = torch.append(axes, torch.add(i, 1))
      norm = torch.norm(tensor, 2, axes, True)
    return norm

  def clip_adaptively(self: __torch__.Training,
      parameters: List[Tensor], gradients: List[Tensor], factor: float) -> NoneType:
    for i in range(torch.len(parameters)):
      largest = torch.mul(torch.clamp((self).unit_norm(parameters[i], ), 0.001), factor)
      norm = (self).unit_norm(gradients[i], )
      scale = torch.div(largest, torch.clamp(norm, 9.9999999999999995e-07))
      kept = torch.masked_fill(scale, torch.lt(norm, largest), 1.)
      _0 = torch.mul_(gradients[i], kept)
    return None

  def scale(self: __torch__.Training, tensors: List[Tensor], factor: float) -> NoneType:
    torch._foreach_mul_(tensors, factor)
    return None

  def adam_step(self: __torch__.Training,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      squares: List[Tensor], largest: List[Tensor], steps: List[Tensor], rate: float,
      beta1: float, beta2: float, decay: float, epsilon: float) -> NoneType:
    torch._foreach_add_(steps, 1)
    torch._fused_adam_(parameters, gradients, means, squares, largest, steps, lr=rate,
        beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon,
        amsgrad=torch.gt(torch.len(largest), 0), maximize=False)
    return None

  def adamw_step(self: __torch__.Training,
      parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor],
      squares: List[Tensor], largest: List[Tensor], steps: List[Tensor], rate: float,
      beta1: float, beta2: float, decay: float, epsilon: float) -> NoneType:
    torch._foreach_add_(steps, 1)
    torch._fused_adamw_(parameters, gradients, means, squares, largest, steps, lr=rate,
        beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon,
        amsgrad=torch.gt(torch.len(largest), 0), maximize=False)
    return None

  def sgd_step(self: __torch__.Training,
      parameters: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float,
      momentum: float, dampening: float, decay: float, nesterov: bool, first: bool) -> NoneType:
    torch._fused_sgd_(parameters, gradients, velocities, weight_decay=decay, momentum=momentum,
        lr=rate, dampening=dampening, nesterov=nesterov, maximize=False, is_first_step=first)
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

  # sources, wherever they lie, are added to targets.
  def gather(self: __torch__.Training, targets: List[Tensor], sources: List[Tensor]) -> NoneType:
    for i in range(torch.len(targets)):
      _0 = torch.add_(targets[i], torch.to(sources[i], targets[i], False, False))
    return None

  # Divides gradients by the scale of their loss; 1 when any of them is not finite.
  def unscale(self: __torch__.Training, gradients: List[Tensor], scale: float) -> Tensor:
    found = torch.zeros([1], dtype=6, layout=None, device=ops.prim.device(gradients[0]))
    factor = torch.full([1], torch.div(1., scale), dtype=6, layout=None, device=ops.prim.device(gradients[0]))
    torch._amp_foreach_non_finite_check_and_unscale_(gradients, found, factor)
    return found
