"""The race's PyTorch contestant: reads a task (one line of JSON), then a number of steps per line; answers each with a line of JSON.

One thread (more are slower here), no DataLoader, nothing read back before the end. `modules`: nn.Linear and torch.optim.Adam, as the
documentation has it. `flat`: all parameters in one tensor, so that Adam is a dozen calls and not sixty, and the penalties' gradient
written out; several models as one batched product (baddbmm).
"""

import json
import math
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
style = sys.argv[1]
task = json.loads(sys.stdin.readline())
widths = task["widths"]
batch_size = task["batchSize"]
beta1, beta2 = task["beta1"], task["beta2"]
models = task["models"]
fleet = len(models) > 1

features = torch.tensor(task["features"], dtype=torch.float32).reshape(-1, widths[0])
labels = torch.tensor(task["labels"], dtype=torch.float32)
order = torch.tensor(task["order"])
rows = len(labels)
start = torch.tensor(task["initialParameters"], dtype=torch.float32)
alpha = torch.tensor([[model["alpha"]] for model in models])
gamma = torch.tensor([[model["gamma"]] for model in models])

# Where each layer's weights [outputs, inputs] and biases lie in the flat vector; 1 at a weight, 0 at a bias.
shapes = []
is_weight = torch.zeros(len(start))
offset = 0
for inputs, outputs in zip(widths, widths[1:]):
    shapes.append((offset, inputs, outputs))
    is_weight[offset : offset + inputs * outputs] = 1
    offset += inputs * outputs + outputs
weight_l1 = task["l1"] * is_weight
weight_l2 = task["l2"] * is_weight


def logits_of_one(flat, x):
    for index, (at, inputs, outputs) in enumerate(shapes):
        weight = flat[at : at + inputs * outputs].view(outputs, inputs)
        bias = flat[at + inputs * outputs : at + inputs * outputs + outputs]
        x = F.linear(x, weight, bias)
        if index + 1 < len(shapes):
            x = torch.relu(x)
    return x.view(-1)


def logits_of_fleet(flat, x):
    """[models, batch]; activations lie as [models, batch, features]."""
    count = len(flat)
    x = x.expand(count, *x.shape)
    for index, (at, inputs, outputs) in enumerate(shapes):
        weight = flat[:, at : at + inputs * outputs].view(count, outputs, inputs)
        bias = flat[:, at + inputs * outputs : at + inputs * outputs + outputs].unsqueeze(1)
        x = torch.baddbmm(bias, x, weight.transpose(1, 2))
        if index + 1 < len(shapes):
            x = torch.relu(x)
    return x.squeeze(2)


def focal_sum(z, sign, weight):
    """−α_t·(1 − p_t)^γ·ln p_t with 1 − p_t = σ(v), ln p_t = −softplus(v); weight is α_t."""
    v = sign * z
    wrong = torch.sigmoid(v)
    factor = wrong**gamma if fleet else wrong.square()
    return (weight * factor * F.softplus(v)).sum()


def alpha_of(y):
    a = alpha if fleet else alpha[0]
    return y * a + (1 - y) * (1 - a)


def train_modules(steps):
    layers = []
    with torch.no_grad():
        for at, inputs, outputs in shapes:
            linear = torch.nn.Linear(inputs, outputs)
            linear.weight.copy_(start[at : at + inputs * outputs].view(outputs, inputs))
            linear.bias.copy_(start[at + inputs * outputs : at + inputs * outputs + outputs])
            layers += [linear, torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    weights = [layer.weight for layer in layers[::2]]
    optimizer = torch.optim.Adam(model.parameters(), task["learningRate"], (beta1, beta2), task["epsilon"])
    step = 0
    for epoch in order:
        x, y = features[epoch], labels[epoch]
        sign, weight = 1 - 2 * y, alpha_of(y)
        for at in range(0, rows, batch_size):
            if step == steps:
                return torch.cat([p.detach().flatten() for p in model.parameters()])
            step += 1
            end = min(at + batch_size, rows)
            z = model(x[at:end]).squeeze(1)
            loss = focal_sum(z, sign[at:end], weight[at:end]) / (end - at)
            for w in weights:
                loss = loss + task["l1"] * w.abs().sum() + 0.5 * task["l2"] * w.square().sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
    return torch.cat([p.detach().flatten() for p in model.parameters()])


def train_flat(steps):
    flat = start.repeat(len(models), 1) if fleet else start.clone()
    first = torch.zeros_like(flat)
    second = torch.zeros_like(flat)
    step = 0
    for epoch in order:
        x, y = features[epoch], labels[epoch]
        sign, weight = 1 - 2 * y, alpha_of(y)
        for at in range(0, rows, batch_size):
            if step == steps:
                return flat
            step += 1
            end = min(at + batch_size, rows)
            flat.requires_grad_()
            z = (logits_of_fleet if fleet else logits_of_one)(flat, x[at:end])
            loss = focal_sum(z, sign[at:end], weight[..., at:end]) / (end - at)
            (gradient,) = torch.autograd.grad(loss, flat)
            flat = flat.detach()
            gradient.addcmul_(weight_l1, flat.sign()).addcmul_(weight_l2, flat)
            first.lerp_(gradient, 1 - beta1)
            second.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
            correction = math.sqrt(1 - beta2**step)
            rate = task["learningRate"] * correction / (1 - beta1**step)
            flat.addcdiv_(first, second.sqrt().add_(task["epsilon"] * correction), value=-rate)
    return flat


if not fleet and models[0]["gamma"] != 2:
    sys.exit("the single model is written for γ = 2")
train = {"flat": train_flat, "modules": train_modules}[style]
print(json.dumps(f"PyTorch {torch.__version__}, one thread, {style}"), flush=True)
for line in sys.stdin:
    began = time.perf_counter()
    parameters = train(int(line)).detach().reshape(len(models), -1).tolist()
    print(json.dumps({"ms": (time.perf_counter() - began) * 1000, "parameters": parameters}), flush=True)
