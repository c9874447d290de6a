import type { NodeId } from "../../graph";
import type { GraphBuilder } from "../../graphBuilder";
import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import type { Value } from "../values";

/** Functions without an operation of their own: rational approximations, exact to 1e−15. */

// W. J. Cody (1969), Rational Chebyshev approximations for the error function,
// doi:10.1090/S0025-5718-1969-0247736-4; coefficients of CALERF, highest power first.
const SMALL_TOP = [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694];
const SMALL_BOTTOM = [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const LARGE_TOP = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
  1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const LARGE_BOTTOM = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
/** Below, the first quotient holds; above, the second. */
const SMALL = 0.46875;

export function erf(context: Context, x: Value, at: SyntaxNode): Value {
  const b = context.builder;
  return context.map(
    [context.numeric(x, at)],
    ([z]) => {
      const size = b.unary("abs", z!);
      const square = b.mul(z!, z!);
      const small = b.mul(z!, b.div(polynomial(b, SMALL_TOP, square), polynomial(b, SMALL_BOTTOM, square)));
      const quotient = b.div(polynomial(b, LARGE_TOP, size), polynomial(b, LARGE_BOTTOM, size));
      const rest = b.mul(b.unary("exp", b.neg(square)), quotient);
      const large = b.mul(b.unary("sign", z!), b.sub(b.constant(1), rest));
      return b.select(b.binary("lt", size, b.constant(SMALL)), small, large);
    },
    false,
    at,
  );
}

// Lanczos's series with g = 7 (P. Godfrey's coefficients).
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0. */
export function logGamma(context: Context, x: Value, at: SyntaxNode): Value {
  const b = context.builder;
  return context.map(
    [context.numeric(x, at)],
    ([z]) => {
      const series = LANCZOS.reduce(
        (sum, coefficient, i) => b.add(sum, b.div(b.constant(coefficient), b.add(z!, b.constant(i)))),
        b.constant(0.9999999999998099),
      );
      const shifted = b.add(z!, b.constant(6.5));
      const power = b.mul(b.sub(z!, b.constant(0.5)), b.unary("log", shifted));
      const constant = b.constant(0.5 * Math.log(2 * Math.PI));
      return b.add(b.add(constant, b.sub(power, shifted)), b.unary("log", series));
    },
    false,
    at,
  );
}

/** By Horner's rule, the coefficient of the highest power first. */
function polynomial(b: GraphBuilder, coefficients: readonly number[], x: NodeId): NodeId {
  const [first, ...rest] = coefficients;
  return rest.reduce((sum, coefficient) => b.add(b.mul(sum, x), b.constant(coefficient)), b.constant(first!));
}
