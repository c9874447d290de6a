"""python3 scripts/golden/makeOptimizers.py: writes test/fixtures/golden/optimizers.json.gz with PyTorch.

Steps and training runs of optimisers that training.json.gz does not have, in its format, on its
data, initial weights and batch order. Written with Debian's python3-torch (1.13.1).
"""

import base64
import gzip
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

FOLDER = Path(__file__).resolve().parents[2] / "test" / "fixtures" / "golden"
EPOCHS = 5
BATCH = 100
ARCHITECTURE = [2, 4, 8, 1]

torch.set_num_threads(1)
# NAdam keeps its product of momenta in the default type, whatever the parameters are.
torch.set_default_dtype(torch.float64)

# torch's plain loop of NAdam takes the last momentum twice into the product (pytorch/pytorch#92699);
# its foreach loop has the formula of the paper and of torch 2.
FIXED = {"NAdam": {"foreach": True}}
SHOWN = ("betas", "eps", "rho", "momentum_decay", "weight_decay", "lr")

STEPS = [
    ("adadelta", dict(name="Adadelta")),
    ("adadelta-wd", dict(name="Adadelta", lr=0.5, weight_decay=0.05)),
    ("adadelta-rho", dict(name="Adadelta", rho=0.5, eps=1e-3)),
    ("nadam", dict(name="NAdam", lr=0.01)),
    ("nadam-wd", dict(name="NAdam", lr=0.01, weight_decay=0.05)),
    ("nadam-betas", dict(name="NAdam", lr=0.01, betas=[0.5, 0.9], eps=0.1)),
    ("nadam-decay", dict(name="NAdam", lr=0.01, momentum_decay=0.5)),
    ("radam", dict(name="RAdam", lr=0.01)),
    ("radam-wd", dict(name="RAdam", lr=0.01, weight_decay=0.05)),
    ("radam-betas", dict(name="RAdam", lr=0.01, betas=[0.5, 0.9], eps=0.1)),
    ("radam-never-rectified", dict(name="RAdam", lr=0.01, betas=[0.9, 0.6])),
    ("adamax", dict(name="Adamax", lr=0.01)),
    ("adamax-wd", dict(name="Adamax", lr=0.01, weight_decay=0.05)),
    ("adamax-betas", dict(name="Adamax", lr=0.01, betas=[0.5, 0.9], eps=0.1)),
]
RATES = {"Adadelta": 1.0, "NAdam": 0.01, "RAdam": 0.01, "Adamax": 0.01}


def number(value):
    return float(value) + 0.0


def tensor(values):
    return {"shape": list(values.shape), "data": [number(v) for v in values.detach().reshape(-1).tolist()]}


def unpacked(packed):
    values = np.frombuffer(base64.b64decode(packed["base64"]), packed["dtype"])
    return values.reshape(packed["shape"])


def optimizer(groups, given):
    arguments = {k: tuple(v) if k == "betas" else v for k, v in given.items() if k not in ("name", "weight_decay")}
    return getattr(torch.optim, given["name"])(groups, **arguments, **FIXED.get(given["name"], {}))


def resolved(made, given):
    """The description with every default of torch spelled out."""
    defaults = {k: list(v) if isinstance(v, tuple) else v for k, v in made.defaults.items() if k in SHOWN}
    return {**defaults, **given}


def steps():
    random = np.random.RandomState(14)
    result = []
    for name, given in STEPS:
        start = np.round(random.normal(0, 1, 4), 4)
        gradients = np.round(random.normal(0, 1, (10, 4)), 4)
        gradients[3] = 0.0
        parameter = torch.tensor(start, requires_grad=True)
        made = optimizer([{"params": [parameter], "weight_decay": given.get("weight_decay", 0.0)}], given)
        after = []
        for gradient in gradients:
            parameter.grad = torch.tensor(gradient)
            made.step()
            after.append([number(v) for v in parameter.detach().tolist()])
        made.defaults["weight_decay"] = given.get("weight_decay", 0.0)
        result.append(
            {
                "id": name,
                "optimizer": resolved(made, given),
                "param": start.tolist(),
                "grads": [[number(v) for v in g] for g in gradients],
                "after_step": after,
            }
        )
    return result


class Training:
    """One run in one precision. `backwards` feeds every batch back to front: other roundings."""

    def __init__(self, shared, run, dtype, backwards=False):
        self.run, self.dtype, self.backwards = run, dtype, backwards
        data = shared["data"]
        x = torch.tensor(unpacked(data["X"])).to(dtype)
        y = torch.tensor(unpacked(data["Y"]).astype(np.float64)).to(dtype).view(-1, 1)
        rows = {part: torch.tensor(unpacked(data[part]).astype(np.int64)) for part in ("train", "val")}
        self.sets = {part: (x[index], y[index]) for part, index in rows.items()}
        self.order = unpacked(shared["orders"]["main"]).astype(np.int64)
        initial = shared["inits"]["2-4-8-1"]
        self.parameters = {
            name: torch.tensor(value["data"]).reshape(value["shape"]).to(dtype).requires_grad_(True)
            for name, value in initial.items()
        }
        axis = shared["grid"]["axis"]
        self.grid = torch.tensor([[a, b] for b in axis for a in axis]).to(dtype)
        given = run["optimizer"]
        decay = given["weight_decay"]
        groups = [
            {"params": [p for n, p in self.parameters.items() if ("bias" in n) == (key == "biases")], "weight_decay": w}
            for key, w in (decay.items() if isinstance(decay, dict) else (("weights", decay), ("biases", decay)))
        ]
        self.optimizer = optimizer(groups, given)

    def logits(self, x):
        layers = len(ARCHITECTURE) - 1
        for k in range(1, layers + 1):
            x = F.linear(x, self.parameters[f"fc{k}.weight"], self.parameters[f"fc{k}.bias"])
            x = F.relu(x) if k < layers else x
        return x

    def loss(self, z, y):
        weight = z.new_tensor([self.run["loss"]["params"]["pos_weight"]])
        return F.binary_cross_entropy_with_logits(z, y, pos_weight=weight)

    def penalty(self):
        weights = [p for name, p in self.parameters.items() if "bias" not in name]
        l1 = sum(w.abs().sum() for w in weights)
        l2 = sum(w.pow(2).sum() for w in weights)
        return self.run["l1"] * l1 + 0.5 * self.run["l2"] * l2

    def figures(self):
        with torch.no_grad():
            (x, y), (xv, yv) = self.sets["train"], self.sets["val"]
            z, penalty = self.logits(xv), number(self.penalty())
            batches = [number(self.loss(z[i : i + BATCH], yv[i : i + BATCH])) + penalty for i in range(0, len(z), BATCH)]
            positive, true = (torch.sigmoid(z) > 0.5).ravel(), (yv == 1).ravel()
            return {
                "train_loss": number(self.loss(self.logits(x), y)),
                "val_loss": number(self.loss(z, yv)),
                "penalty": penalty,
                "val_objective_batched": float(np.mean(batches)),
                "accuracy": number((positive == true).double().mean()),
                "tp": int((positive & true).sum()),
                "fp": int((positive & ~true).sum()),
                "tn": int((~positive & ~true).sum()),
                "fn": int((~positive & true).sum()),
            }

    def probabilities(self):
        with torch.no_grad():
            return torch.sigmoid(self.logits(self.grid)).double().numpy().ravel()

    def flat(self):
        return torch.cat([p.detach().reshape(-1) for p in self.parameters.values()]).double().numpy().copy()

    def train(self):
        x, y = self.sets["train"]
        result = {"initial": self.figures(), "step_objective": [], "step_loss": []}
        self.per_epoch, self.weights, self.grids = [], [], []
        for epoch in range(EPOCHS):
            objectives, correct = [], []
            for start in range(0, len(x), BATCH):
                batch = torch.tensor(self.order[epoch][start : start + BATCH])
                batch = batch.flip(0) if self.backwards else batch
                self.optimizer.zero_grad()
                z = self.logits(x[batch])
                loss = self.loss(z, y[batch])
                objective = loss + self.penalty()
                objective.backward()
                if epoch == 0 and start == 0 and self.dtype == torch.float64:
                    result["first_grad"] = {name: tensor(p.grad) for name, p in self.parameters.items()}
                self.optimizer.step()
                objectives.append(number(objective))
                correct.append(number(((torch.sigmoid(z) > 0.5) == (y[batch] > 0.5)).double().mean()))
                if len(result["step_loss"]) < 20:
                    result["step_objective"].append(objectives[-1])
                    result["step_loss"].append(number(loss))
            running = {"train_objective_running": np.mean(objectives), "train_accuracy_running": np.mean(correct)}
            self.per_epoch.append({**{k: float(v) for k, v in running.items()}, **self.figures()})
            self.weights.append(self.flat())
            self.grids.append(self.probabilities())
        result["epochs"] = {key: [figures[key] for figures in self.per_epoch] for key in self.per_epoch[0]}
        result["final"] = {name: tensor(p) for name, p in self.parameters.items()}
        result["grid"] = [float(f"{v:.12g}") for v in self.grids[-1]]
        self.result = result
        return self


def drift(a, b):
    short = lambda v: float(f"{v:.2g}")
    steps = zip(a.result["step_objective"], b.result["step_objective"])
    return {
        "val_loss": [short(abs(x["val_loss"] - y["val_loss"])) for x, y in zip(a.per_epoch, b.per_epoch)],
        "weights_max": [short(np.abs(x - y).max()) for x, y in zip(a.weights, b.weights)],
        "grid_max": [short(np.abs(x - y).max()) for x, y in zip(a.grids, b.grids)],
        "steps_max": short(max(abs(x - y) for x, y in steps)),
    }


def runs(shared):
    result = []
    for name, rate in RATES.items():
        for suffix, decay, penalty in (("wd-weights", {"weights": 0.01, "biases": 0.0}, 0.0), ("l1-l2", 0.0, 1e-3)):
            run = {
                "id": f"opt/{name.lower()}/{suffix}",
                "loss": {"name": "BCEWithLogitsLoss", "params": {"pos_weight": 10.0}},
                **{"arch": ARCHITECTURE, "activation": "relu", "init": "2-4-8-1", "order": "main"},
                **{"batch_size": BATCH, "epochs": EPOCHS, "l1": penalty, "l2": penalty},
                "optimizer": {"name": name, "lr": rate, "weight_decay": decay},
            }
            made = {
                key: Training(shared, run, dtype, backwards).train()
                for key, dtype, backwards in (
                    ("f64", torch.float64, False),
                    ("f32", torch.float32, False),
                    ("f64_back", torch.float64, True),
                    ("f32_back", torch.float32, True),
                )
            }
            run["optimizer"] = resolved(made["f64"].optimizer, run["optimizer"])
            run["f64"], run["f32"] = made["f64"].result, made["f32"].result
            run["drift"] = {
                "f32_vs_f64": drift(made["f32"], made["f64"]),
                "f32_reordered": drift(made["f32"], made["f32_back"]),
                "f64_reordered": drift(made["f64"], made["f64_back"]),
            }
            figures = run["f64"]["epochs"]
            print(f'{run["id"]:24s} val_loss {figures["val_loss"][-1]:.5f} accuracy {figures["accuracy"][-1]:.4f}')
            result.append(run)
    return result


def main():
    with gzip.open(FOLDER / "training.json.gz", "rt", encoding="utf-8") as file:
        shared = json.load(file)
    document = {"format": "optimizer-golden", "torch": torch.__version__, "optimizer_steps": steps(), "runs": runs(shared)}
    text = json.dumps(document, allow_nan=False, separators=(",", ":")).encode()
    with open(FOLDER / "optimizers.json.gz", "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=9, mtime=0) as packed:
            packed.write(text)


if __name__ == "__main__":
    main()
