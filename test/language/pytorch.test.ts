import { describe, expect, it } from "vitest";
import { createEvaluator, numericParameters } from "../../src/language";
import { compileLoss } from "../../src/language/passes/compile";

/** The golden files' float64 tolerance: |a − b| ≤ 1e−12 + 1e−10·|b|. */
const FLOAT64 = { absolute: 1e-12, relative: 1e-10 };

/**
 * Losses as users write them, run in PyTorch 1.13.1 (float64, CPU) on these batches; the gradient
 * is that of the value.
 */
const cases = [
  {
    name: "weights per class by gather",
    source: `class WeightedFocalLoss(nn.Module):
    "Non weighted version of Focal Loss"
    def __init__(self, alpha=.25, gamma=2):
        super(WeightedFocalLoss, self).__init__()
        self.alpha = torch.tensor([alpha, 1-alpha])
        self.gamma = gamma

    def forward(self, inputs, targets):
        BCE_loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction='none')
        targets = targets.type(torch.long)
        at = self.alpha.gather(0, targets.data.view(-1))
        pt = torch.exp(-BCE_loss)
        F_loss = at*(1-pt)**self.gamma * BCE_loss
        return F_loss.mean()
`,
    prediction: [1.9813018966008302, 0.669740642824351, 2.299457353919281, -1.0995720283481614, -0.20923611368523518],
    target: [1.0, 0.0, 1.0, 1.0, 0.0],
    value: [0.14713950642735868],
    gradient: [
      -0.0007670302519967188, 0.030511957105467558, -0.0003302950994034933, -0.12182741072551773, 0.01107086005684512,
    ],
  },
  {
    name: "gradients switched off and on again",
    source: `class AsymmetricLoss(nn.Module):
    def __init__(self, gamma_neg=4, gamma_pos=1, clip=0.05, eps=1e-8, disable_torch_grad_focal_loss=True):
        super(AsymmetricLoss, self).__init__()
        self.gamma_neg = gamma_neg
        self.gamma_pos = gamma_pos
        self.clip = clip
        self.disable_torch_grad_focal_loss = disable_torch_grad_focal_loss
        self.eps = eps

    def forward(self, x, y):
        """"
        Parameters
        ----------
        x: input logits
        """
        # Calculating Probabilities
        x_sigmoid = torch.sigmoid(x)
        xs_pos = x_sigmoid
        xs_neg = 1 - x_sigmoid

        # Asymmetric Clipping
        if self.clip is not None and self.clip > 0:
            xs_neg = (xs_neg + self.clip).clamp(max=1)

        # Basic CE calculation
        los_pos = y * torch.log(xs_pos.clamp(min=self.eps))
        los_neg = (1 - y) * torch.log(xs_neg.clamp(min=self.eps))
        loss = los_pos + los_neg

        # Asymmetric Focusing
        if self.gamma_neg > 0 or self.gamma_pos > 0:
            if self.disable_torch_grad_focal_loss:
                torch.set_grad_enabled(False)
            pt0 = xs_pos * y
            pt1 = xs_neg * (1 - y)  # pt = p if t > 0 else 1-p
            pt = pt0 + pt1
            one_sided_gamma = self.gamma_pos * y + self.gamma_neg * (1 - y)
            one_sided_w = torch.pow(1 - pt, one_sided_gamma)
            if self.disable_torch_grad_focal_loss:
                torch.set_grad_enabled(True)
            loss *= one_sided_w

        return -loss.sum()
`,
    prediction: [1.490743432964724, -5.014496433973517, 1.3708953410536235, -1.4573703340274176, -1.071741348334556],
    target: [1.0, 0.0, 0.0, 0.0, 1.0],
    value: [1.4849102981706945],
    gradient: [-0.03378617801493943, -0.0, 0.1997099298959068, 6.616317364554306e-5, -0.5549176224701118],
  },
  {
    name: "shapes compared in an if, a message with format",
    source: `class FocalLoss(nn.Module):
    def __init__(self, gamma=2):
        super().__init__()
        self.gamma = gamma
    def forward(self, input, target):
        if not (target.size() == input.size()):
            raise ValueError("Target size ({}) must be the same as input size ({})".format(target.size(), input.size()))
        max_val = (-input).clamp(min=0)
        loss = input - input * target + max_val + ((-max_val).exp() + (-input - max_val).exp()).log()
        invprobs = F.logsigmoid(-input * (target * 2.0 - 1.0))
        loss = (invprobs * self.gamma).exp() * loss
        return loss.mean()
`,
    prediction: [-1.439360598692977, 0.8923798918102428, 2.24293789946183, 1.4481534843374946, -1.6876511689443543],
    target: [1.0, 0.0, 0.0, 0.0, 1.0],
    value: [1.205525490749759],
    gradient: [-0.18839846628513893, 0.1436839560409327, 0.2212998047703258, 0.18897676190718943, -0.20279331981077084],
  },
  {
    name: "clamp_ on the argument",
    source: `def f(p, y, eps=1e-7):
    p.clamp_(eps, 0.5)
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()
`,
    prediction: [0.9017407650641568, 0.2052584395029969, 0.8784310854243316, 0.5822075319893442, 0.5996111059435435],
    target: [1.0, 0.0, 0.0, 0.0, 0.0],
    value: [0.6004654041107516],
    gradient: [0.0, 0.25165413505608936, 0.0, 0.0, 0.0],
  },
  {
    name: "clamp_ on a tensor with two names",
    source: `def f(p, y, eps=1e-7):
    q = p * 1.5
    r = q
    q.clamp_(eps, 0.9)
    return (r - y).abs().sum()
`,
    prediction: [
      0.6554590954636701, 0.010758807610810267, 0.7763536424255371, 0.031101929124014212, 0.4490813839077268,
    ],
    target: [1.0, 0.0, 0.0, 0.0, 0.0],
    value: [1.736413180963827],
    gradient: [0.0, 1.5, 0.0, 1.5, 1.5],
  },
  {
    name: "*= on a tensor with two names",
    source: `def f(p, y):
    q = p + 0.0
    r = q
    q *= 2
    return (r - y).pow(2).mean()
`,
    prediction: [
      0.11459848523312355, 0.8179135094827242, 0.036852424768110764, 0.8862924541529986, 0.26086515155216217,
    ],
    target: [1.0, 0.0, 0.0, 0.0, 1.0],
    value: [1.3292597822567633],
    gradient: [-0.6166424236270024, 1.308661615172359, 0.05896387962897723, 1.418067926644798, -0.38261575751654053],
  },
  {
    name: "clone before abs_",
    source: `def f(p, y):
    q = (p - y)
    r = q.clone()
    q.abs_()
    return (r + q).mean()
`,
    prediction: [0.4258940686499979, 0.6616858914953233, 0.29110333783681414, 0.5146757320303866, 0.826725607161451],
    target: [1.0, 0.0, 1.0, 0.0, 1.0],
    value: [0.47054464941028395],
    gradient: [0.0, 0.4, 0.0, 0.4, 0.0],
  },
  {
    name: "weights per class by index",
    source: `class Loss(nn.Module):
    def __init__(self, alpha=0.25):
        super().__init__()
        self.alpha = torch.Tensor([1 - alpha, alpha])
    def forward(self, p, y):
        a = self.alpha[y.long()]
        return (a * F.binary_cross_entropy(p, y, reduction='none')).mean()
`,
    prediction: [0.1967796961997001, 0.9272075199058794, 0.03534794653590104, 0.06627624097971081, 0.2897091175095646],
    target: [1.0, 0.0, 1.0, 0.0, 1.0],
    value: [0.7136607580214328],
    gradient: [-0.2540912551732876, 2.0606524163766653, -1.4145093251518202, 0.16064708491233823, -0.17258690520276526],
  },
  {
    name: "a loss of two means, summed",
    source: `def f(p, y):
    loss = F.mse_loss(p.mean(), y.mean(), reduction='sum')
    return loss
`,
    prediction: [0.12440820426409836, 0.7773080789446404, 0.14735029021722848, 0.9339426459024395, 0.15908573006781512],
    target: [1.0, 0.0, 1.0, 1.0, 1.0],
    value: [0.13807244708236113],
    gradient: [
      -0.14863240404830227, -0.14863240404830227, -0.14863240404830227, -0.14863240404830227, -0.14863240404830227,
    ],
  },
  {
    name: "a loss of two sums",
    source: `def f(p, y):
    return F.l1_loss(p.sum(), y.sum(), reduction='sum') + F.mse_loss(p, y, reduction='sum')
`,
    prediction: [0.8081023421117043, 0.37701516373032584, 0.6957661357723735, 0.6273401859123612, 0.323757733064444],
    target: [1.0, 0.0, 1.0, 0.0, 0.0],
    value: [1.6018797280992843],
    gradient: [0.6162046842234086, 1.7540303274606517, 0.3915322715447469, 2.2546803718247226, 1.647515466128888],
  },
  {
    name: "the norm of nothing but zeros",
    source: `def f(p, y):
    return torch.norm(p - p)+ p.sum()
`,
    prediction: [0.3373920270148194, 0.8590628311064203, 0.5496544684251489, 0.22755949765642203, 0.525281985050463],
    target: [1.0, 0.0, 1.0, 0.0, 1.0],
    value: [2.4989508092532735],
    gradient: [1.0, 1.0, 1.0, 1.0, 1.0],
  },
  {
    name: "an assertion on sizes and requires_grad",
    source: `class QuantileLoss(nn.Module):
    def __init__(self, q=0.9):
        super().__init__()
        self.q = q
    def forward(self, preds, target):
        assert not target.requires_grad
        assert preds.size(0) == target.size(0)
        errors = target - preds
        return torch.mean(torch.max((self.q - 1) * errors, self.q * errors))
`,
    prediction: [
      -1.1392143156947707, -0.6415192722237425, 0.31938657792648123, 0.9285022038290602, -1.6341907220929521,
    ],
    target: [2.5989324741280284, -0.79158810544678, -2.146860520954991, -0.7908023781629199, -0.9908316654787321],
    value: [0.8753834626405933],
    gradient: [
      -0.18000000000000002, 0.019999999999999997, 0.019999999999999997, 0.019999999999999997, -0.18000000000000002,
    ],
  },
  {
    name: "the Poisson likelihood of a log rate",
    source: `def poisson(x, y):
    return F.poisson_nll_loss(x, y)
`,
    prediction: [1.3208079076407522, -1.2642347841037322, 3.2179742569841414, -2.5663092562092436, 0.39473261917431524],
    target: [1.0, 0.0, 0.0, 1.0, 1.0],
    value: [6.283589573776977],
    gradient: [0.5492893876032727, 0.056491070558186085, 4.995494192030785, -0.1846362919154525, 0.09679746962135127],
  },
  {
    name: "the Poisson likelihood of a rate",
    source: `def poisson(x, y):
    return nn.PoissonNLLLoss(log_input=False)(x, y)
`,
    prediction: [0.5627151831065187, 0.1332823384528936, 0.16952616364253761, 0.8389149637868141, 0.624941687744798],
    target: [1.0, 0.0, 1.0, 0.0, 0.0],
    value: [0.9358219873172992],
    gradient: [-0.15541958427651903, 0.2, -0.9797588284020344, 0.2, 0.2],
  },
  {
    name: "the hinge embedding loss",
    source: `def hinge_embedding(x, y, margin=1.0):
    return F.hinge_embedding_loss(x, y, margin=margin)
`,
    prediction: [1.8234241145955923, 3.9280496643481273, 0.27879967088549734, 2.4660612971980145, -2.4948493815920183],
    target: [1.0, -1.0, 1.0, -1.0, -1.0],
    value: [1.1194146334146216],
    gradient: [0.2, 0.0, 0.2, 0.0, -0.2],
  },
  {
    name: "logit with eps",
    source: `def logit_eps(p, y):
    z = torch.logit(p, eps=1e-6)
    return F.binary_cross_entropy_with_logits(z, y)
`,
    prediction: [0.7698123816462149, 0.5636110949116505, 0.3484049581662301, 0.024024619923251802, 0.41000926823673317],
    target: [1.0, 0.0, 1.0, 1.0, 1.0],
    value: [1.3530942728672941],
    gradient: [
      -0.25980356352843725, 0.45830679393535184, -0.5740446434880426, -8.324793509279766, -0.48779385124660896,
    ],
  },
  {
    name: "a start at torch.zeros(1)",
    source: `def f(z, y):
    total = torch.zeros(1)
    total = total + F.mse_loss(z, y)
    return total
`,
    prediction: [-0.4308914582225427, -0.9466205826674052, 1.9889214378140985, -1.4446385593844593, 1.0517810211313652],
    target: [1.0, 0.0, 0.0, 0.0, 0.0],
    value: [2.0185146524425712],
    gradient: [-0.5723565832890171, -0.3786482330669621, 0.7955685751256394, -0.5778554237537837, 0.4207124084525461],
  },
  {
    name: "int, round, // and % of Python numbers",
    source: `def f(x, y):
    return int(-0.5) + (x - y).pow(2).mean() + round(2.5) + (-7) // 2 + (-7) % 3 + 7 % -3 + (True + 1)
`,
    prediction: [0.7346419013406716, 0.16647477383268822, -0.6796790940832571, 3.6192894640717657, 1.5636196444388768],
    target: [1.1475910357593693, -0.7441369093858976, -2.3452237871812995, -3.4489967419209155, 1.3631393969938683],
    value: [10.754928393876082],
    gradient: [-0.16517965376747906, 0.3642446732874343, 0.666217877239217, 2.827314482397073, 0.08019209897800339],
  },
  {
    name: "softplus with a threshold of its own",
    source: `def f(x, y):
    return F.softplus(x, threshold=1).mean()
`,
    prediction: [0.8057097786536607, 1.059727660988547, 0.32409486322819797, 3.7110061735966533, 1.236365912742999],
    target: [2.0191717388829145, 1.6624987156637834, -1.50727637769061, 4.9365331027118105, -0.45082255237009156],
    value: [1.6100821465517974],
    gradient: [0.13823890628569915, 0.2, 0.11606437525045188, 0.2, 0.2],
  },
  {
    name: "ones and zeros by shape",
    source: `def f(x, y):
    w = torch.ones(x.shape) * 2 + torch.zeros(x.size(0)) + torch.ones_like(x, dtype=torch.float64)
    return (w * (x - y).abs()).mean()
`,
    prediction: [2.121848428539349, 0.5802277592570521, -1.8240424333576808, -1.9140454033657797, -3.1119096170315688],
    target: [-4.653029423387054, 0.22316633407187714, -0.9198013392816974, 1.351960777737309, -2.0306217997652305],
    value: [7.430084621734193],
    gradient: [0.6000000000000001, 0.6000000000000001, -0.6000000000000001, -0.6000000000000001, -0.6000000000000001],
  },
  {
    name: "a mix whose weights leave 0 to 1",
    source: `def f(z, y, gamma=1.5):
    p = torch.sigmoid(z)
    pt = 2 * y * p + (1 - 2 * y) * (1 - p)
    return ((pt.abs() + 0.1) ** gamma).mean() + (pt ** 2).log().mean()
`,
    prediction: [
      1.7505754040880623, -0.9425353413388634, 0.10034623822821477, -1.1432686653197779, -2.8288898334698573,
    ],
    target: [0.6937471754274168, 0.7468833328121016, 0.03240550864411518, 0.6894565357343173, 0.24233401335393445],
    value: [-2.3693248832563856],
    gradient: [0.15388137397280455, 2.5742083528049795, -0.23107198194503295, 2.83924073209632, -0.0016373695931041824],
  },
];

const expectClose = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected), `${actual} for ${expected}`).toBeLessThanOrEqual(
    FLOAT64.absolute + FLOAT64.relative * Math.abs(expected),
  );

describe.each(cases)("a loss with $name", ({ source, prediction, target, value, gradient }) => {
  it("has PyTorch's value and gradient", () => {
    const program = compileLoss(source);
    const result = createEvaluator(program.batch, Float64Array).evaluate({
      predictions: [Float64Array.from(prediction)],
      targets: [Float64Array.from(target)],
      count: prediction.length,
      parameters: numericParameters(program, {}),
    });
    expectClose(result.objective as number, value[0]!);
    gradient.forEach((expected, i) => {
      expectClose((result.gradient as Float64Array)[i]!, expected);
    });
  });
});
