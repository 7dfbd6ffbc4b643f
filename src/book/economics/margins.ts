// Whether a customer earns money: break-even volume, a plan with heavy users, the value of a customer. US dollars, months.
// Section: unit-economics/margins.

/** Volume from which a fixed cost pays, eq-break-even: F / (p − c). Infinity where a unit costs what it brings. */
export function breakEvenUnits(fixedUSD: number, priceUSDPerUnit: number, variableUSDPerUnit: number): number {
  const earned = priceUSDPerUnit - variableUSDPerUnit;
  return earned > 0 ? fixedUSD / earned : Infinity;
}

/** P(Z ≤ z) of the normal distribution: Simpson's rule on the density, to 1e-9. */
export function normalCdf(z: number): number {
  const reach = Math.min(Math.abs(z), 10);
  const steps = 400;
  const h = reach / steps;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(reach);
  for (let i = 1; i < steps; i++) sum += (i % 2 ? 4 : 2) * density(i * h);
  return 0.5 + (Math.sign(z) * sum * h) / 3;
}

/** The z with P(Z ≤ z) = p: bisection on normalCdf. */
export function normalQuantile(p: number): number {
  let [low, high] = [-9, 9];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Use per customer and month, log-normal: log use is normal about log median with standard deviation sigma. */
export interface Usage {
  medianTokens: number;
  sigma: number;
}

/** Mean use, eq-lognormal-mean: median · e^(σ²/2). */
export function meanTokens({ medianTokens, sigma }: Usage): number {
  return medianTokens * Math.exp(sigma ** 2 / 2);
}

/** The share of all use that the heaviest part of the customers makes: Φ(σ − z), z the quantile of the others. */
export function shareOfTop({ sigma }: Usage, part: number): number {
  return normalCdf(sigma - normalQuantile(1 - part));
}

/** The share of customers who use more than this. */
export function shareAbove({ medianTokens, sigma }: Usage, tokens: number): number {
  return 1 - normalCdf(Math.log(tokens / medianTokens) / sigma);
}

/** Mean use where everybody is stopped at a cap, eq-capped: what lies below it, and the cap times those above. */
export function meanWithCap(usage: Usage, capTokens: number): number {
  const z = Math.log(capTokens / usage.medianTokens) / usage.sigma;
  return meanTokens(usage) * normalCdf(z - usage.sigma) + capTokens * shareAbove(usage, capTokens);
}

export function grossMargin(revenueUSD: number, costUSD: number): number {
  return (revenueUSD - costUSD) / revenueUSD;
}

export interface Customer {
  /** Revenue of an account and month. */
  arpaUSD: number;
  grossMargin: number;
  /** Share of customers who leave in a month. */
  churn: number;
  /** Cost of winning one. */
  cacUSD: number;
}

/** Lifetime value, eq-ltv: gross profit of a month over the share that leaves. */
export function lifetimeValueUSD({ arpaUSD, grossMargin, churn }: Customer): number {
  return (arpaUSD * grossMargin) / churn;
}

/** The same with money of next month worth 1/(1 + d) today: m (1 + d)/(c + d). */
export function discountedValueUSD({ arpaUSD, grossMargin, churn }: Customer, discountPerMonth: number): number {
  return (arpaUSD * grossMargin * (1 + discountPerMonth)) / (churn + discountPerMonth);
}

/** Months until a customer has paid for being won. */
export function paybackMonths({ arpaUSD, grossMargin, cacUSD }: Customer): number {
  return cacUSD / (arpaUSD * grossMargin);
}
