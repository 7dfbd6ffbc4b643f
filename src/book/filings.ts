// Four and three periods of two companies that published a prospectus, in millions. Data only; section: era/companies.
// Every row is a fact of content/facts/companies.json with its source (filings.test.ts holds the two together).

export interface Filing {
  /** Its fact is company + "-" + period. */
  company: "zhipu" | "minimax";
  /** "2024", "2025h1" (January to June) or "2025m9" (January to September). */
  period: string;
  /** Months that the period has. */
  months: number;
  currency: "CNY" | "USD";
  /** In millions, as are the other sums. */
  revenue: number;
  /** Of revenue, after the cost of what was sold; research is not in it. */
  grossMargin: number;
  research: number;
}

const zhipu = { company: "zhipu", currency: "CNY", months: 12 } as const;
const minimax = { company: "minimax", currency: "USD", months: 12 } as const;

export const filings: Filing[] = [
  { ...zhipu, period: "2022", revenue: 57.4, grossMargin: 0.546, research: 84.4 },
  { ...zhipu, period: "2023", revenue: 124.5, grossMargin: 0.646, research: 528.9 },
  { ...zhipu, period: "2024", revenue: 312.4, grossMargin: 0.563, research: 2195.4 },
  { ...zhipu, period: "2025h1", months: 6, revenue: 190.9, grossMargin: 0.5, research: 1594.7 },
  { ...minimax, period: "2023", revenue: 3.46, grossMargin: -0.247, research: 70 },
  { ...minimax, period: "2024", revenue: 30.52, grossMargin: 0.122, research: 189 },
  { ...minimax, period: "2025m9", months: 9, revenue: 53.44, grossMargin: 0.233, research: 180 },
];

/** The filings of one company, oldest first. */
export function filingsOf(company: Filing["company"]): Filing[] {
  return filings.filter((filing) => filing.company === company);
}

/** Years until y, now `ratio` times x, is no larger than x, when x grows `g` times a year and y `h` times: eq-catch-up.
 *  Infinity where x does not gain on y. */
export function yearsToCatchUp(ratio: number, g: number, h: number): number {
  if (ratio <= 1) return 0;
  return g > h ? Math.log(ratio) / Math.log(g / h) : Infinity;
}
