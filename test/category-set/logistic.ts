/** The features that an example holds, and the class that is right. */
export type Example = { features: readonly number[]; right: number }
export type Shape = { features: number; classes: number }
/** A row of classes for each feature, one after the other. */
export type Weights = Float64Array

const ROUNDS = 80

/**
 * Logistic regression for several classes: the weights that make the right classes the most probable, kept small by
 * `smallness`. Gradient descent with momentum (Nesterov) in a set number of rounds: the same examples give the same.
 */
export function fitLogistic(examples: readonly Example[], shape: Shape, smallness: number): Weights {
  const rate = 1 / (0.5 * largestEigenvalue(examples, shape.features) + smallness)
  let weights: Weights = new Float64Array(shape.features * shape.classes)
  const ahead = weights.slice()
  for (let round = 0; round < ROUNDS; round++) {
    const next = ahead.slice()
    const slope = slopeAt(ahead, examples, shape.classes)
    const momentum = round / (round + 3)
    for (const [at, weight] of next.entries()) {
      const stepped = weight - rate * ((slope[at] ?? 0) + smallness * weight)
      next[at] = stepped
      ahead[at] = stepped + momentum * (stepped - (weights[at] ?? 0))
    }
    weights = next
  }
  return weights
}

function slopeAt(weights: Weights, examples: readonly Example[], classes: number): Float64Array {
  const slope = new Float64Array(weights.length)
  for (const { features, right } of examples) {
    const wrong = probabilities(weights, features, classes)
    wrong[right] = (wrong[right] ?? 0) - 1
    for (const feature of features)
      for (let one = 0; one < classes; one++) {
        const at = feature * classes + one
        slope[at] = (slope[at] ?? 0) + (wrong[one] ?? 0) / examples.length
      }
  }
  return slope
}

function probabilities(weights: Weights, features: readonly number[], classes: number): Float64Array {
  const sums = new Float64Array(classes)
  for (const feature of features)
    for (let one = 0; one < classes; one++) sums[one] = (sums[one] ?? 0) + (weights[feature * classes + one] ?? 0)
  const most = Math.max(...sums)
  const powers = sums.map((sum) => Math.exp(sum - most))
  const total = powers.reduce((all, power) => all + power, 0)
  return powers.map((power) => power / total)
}

/** Of the features' products, by the power method: how steep the slope can change. */
function largestEigenvalue(examples: readonly Example[], features: number): number {
  let vector = new Float64Array(features).fill(1 / Math.sqrt(features))
  let value = 1
  for (let round = 0; round < 20; round++) {
    const next = new Float64Array(features)
    for (const { features: own } of examples) {
      const sum = own.reduce((all, feature) => all + (vector[feature] ?? 0), 0)
      for (const feature of own) next[feature] = (next[feature] ?? 0) + sum / examples.length
    }
    value = Math.sqrt(next.reduce((all, one) => all + one * one, 0))
    vector = next.map((one) => one / value)
  }
  return value
}
