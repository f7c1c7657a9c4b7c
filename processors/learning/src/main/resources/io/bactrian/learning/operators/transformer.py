# Layers of transformers, to the rules of network.py. Tokens are N, T, features.
class Transformer(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Each patch of the image, as large as the weight, becomes a token; its place is added.
  def embed(self: __torch__.Transformer,
      x: Tensor, weight: Tensor, bias: Tensor, position: Tensor) -> Tensor:
    dtype = ops.prim.dtype(x)
    steps = annotate(List[int], [])
    for i in range(torch.sub(torch.dim(x), 2)):
      _0 = torch.append(steps, torch.size(weight, torch.add(i, 2)))
    y = torch.convolution(x, torch.to(weight, dtype), torch.to(bias, dtype), steps, [0], [1], False, [0], 1)
    return torch.add(torch.transpose(torch.flatten(y, 2), 1, 2), torch.to(position, dtype))

  def layer_norm(self: __torch__.Transformer, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    dtype = ops.prim.dtype(x)
    return torch.layer_norm(x, [torch.size(x, 2)], torch.to(weight, dtype), torch.to(bias, dtype), 1.0000000000000001e-05)

  def heads_of(self: __torch__.Transformer, x: Tensor, heads: int) -> Tensor:
    parts = torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), heads, -1])
    return torch.transpose(parts, 1, 2)

  # Softmax of queries times keys, over the root of the features of a head, times values.
  def attend(self: __torch__.Transformer,
      query: Tensor, key: Tensor, value: Tensor, heads: Tensor) -> Tensor:
    count = int(heads)
    y = torch.scaled_dot_product_attention((self).heads_of(query, count, ), (self).heads_of(key, count, ), (self).heads_of(value, count, ))
    return torch.reshape(torch.transpose(y, 1, 2), [torch.size(query, 0), torch.size(query, 1), -1])

  def gelu(self: __torch__.Transformer, x: Tensor) -> Tensor:
    return torch.gelu(x)

  # To N, features, spatial; the grid holds the spatial sizes.
  def image(self: __torch__.Transformer, tokens: Tensor, grid: Tensor) -> Tensor:
    sizes = annotate(List[int], [torch.size(tokens, 0), torch.size(tokens, 2)])
    for i in range(torch.size(grid, 0)):
      _0 = torch.append(sizes, int(torch.select(grid, 0, i)))
    return torch.reshape(torch.transpose(tokens, 1, 2), sizes)
