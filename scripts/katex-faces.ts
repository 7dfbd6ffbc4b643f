// A PostCSS plugin: KaTeX's common faces give way to cuts of them (cut-fonts.sh) for the characters that those
// have, and are fetched for no other characters but their own. KaTeX names no range, so a browser fetches a whole face
// for a Chinese character in \text.
import type { AtRule, Plugin } from "postcss";

interface Cut {
  file: string;
  /** What the cut has of the face. */
  has: string;
  /** What the whole face has besides. */
  rest: string;
}

/** By family, weight and style. */
const cuts: Record<string, Cut> = {
  "KaTeX_Main 400 normal": {
    file: "katex-main-book",
    has: "U+20-5F,U+61-7E,U+A0,U+A7,U+B1,U+D7,U+F7,U+2C6,U+2C9,U+2DC,U+393-394,U+398,U+39B,U+39E,U+3A0,U+3A3,U+3A5-3A6,U+3A8-3A9,U+2013-2014,U+2019,U+201C-201D,U+2026,U+2032,U+20D7,U+2113,U+2190-2193,U+21A6,U+21D0-21D4,U+2200,U+2202-2203,U+2205,U+2207-2208,U+2212-2213,U+2217-2218,U+221A,U+221D-221E,U+2223,U+2225,U+2227-222B,U+223C,U+2248,U+2261,U+2264-2265,U+226A-226B,U+2282,U+2286,U+2295,U+2297,U+2299,U+22A4,U+22C5,U+22EE-22EF,U+22F1,U+2308-230B,U+27E8-27E9,U+27F9-27FA,U+E020",
    rest: "U+A3,U+A8,U+AC,U+B0,U+B6,U+B8,U+C6,U+D8,U+DF,U+E6,U+F8,U+131,U+152-153,U+237,U+2C7,U+2CA-2CB,U+2D8-2DA,U+2DD,U+2002-2006,U+2009-200A,U+2018,U+2020-2021,U+210F,U+2111,U+2118,U+211C,U+2135,U+2194-2199,U+21A9-21AA,U+21BC-21BD,U+21C0-21C1,U+21CC,U+21D5,U+220B,U+2215-2216,U+2219,U+2220,U+2240,U+2243,U+2245,U+224D,U+2250,U+227A-227B,U+2283,U+2287,U+228E,U+2291-2294,U+2296,U+2298,U+22A2-22A3,U+22A5,U+22A8,U+22C4,U+22C6,U+22C8,U+2322-2323,U+23B0-23B1,U+25B3,U+25B9,U+25BD,U+25C3,U+25EF,U+2660-2663,U+266D-266F,U+27EE-27EF,U+27F5-27F8,U+27FC,U+2A3F,U+2AAF-2AB0",
  },
  "KaTeX_Main 700 normal": {
    file: "katex-bold-book",
    has: "U+20-5F,U+61-7E,U+A0,U+2C6,U+2C9,U+2DC",
    rest: "U+A3,U+A8,U+AC,U+B0-B1,U+B8,U+C6,U+D7-D8,U+DF,U+E6,U+F7-F8,U+131,U+152-153,U+237,U+2C7,U+2CA-2CB,U+2D8-2DA,U+2DD,U+393-394,U+398,U+39B,U+39E,U+3A0,U+3A3,U+3A5-3A6,U+3A8-3A9,U+2002-2006,U+2009-200A,U+2013-2014,U+2018-2019,U+201C-201D,U+2020-2021,U+2026,U+2032,U+20D7,U+210F,U+2111,U+2113,U+2118,U+211C,U+2135,U+2190-2199,U+21A6,U+21A9-21AA,U+21BC-21BD,U+21C0-21C1,U+21CC,U+21D0-21D5,U+2200,U+2202-2203,U+2205,U+2207-2208,U+220B,U+2212-2213,U+2215-221A,U+221D-221E,U+2220,U+2223,U+2225,U+2227-222B,U+223C,U+2240,U+2243,U+2245,U+2248,U+224D,U+2250,U+2261,U+2264-2265,U+226A-226B,U+227A-227B,U+2282-2283,U+2286-2287,U+228E,U+2291-2299,U+22A2-22A5,U+22A8,U+22C4-22C6,U+22C8,U+22EE-22EF,U+22F1,U+2308-230B,U+2322-2323,U+25B3,U+25B9,U+25BD,U+25C3,U+25EF,U+2660-2663,U+266D-266F,U+27E8-27E9,U+27F5-27FA,U+27FC,U+2A3F,U+2AAF-2AB0,U+E020",
  },
  "KaTeX_Caligraphic 400 normal": {
    file: "katex-caligraphic-book",
    has: "U+44,U+4C,U+4E-4F",
    rest: "U+20,U+41-43,U+45-4B,U+4D,U+50-5A,U+A0",
  },
  "KaTeX_Math 400 italic": {
    file: "katex-math-book",
    has: "U+20,U+30-39,U+41-5A,U+61-7A,U+A0,U+393-394,U+398,U+39B,U+39E,U+3A0,U+3A3,U+3A5-3A6,U+3A8-3A9,U+3B1-3C9,U+3D5,U+3F5",
    rest: "U+3D1,U+3D6,U+3F1,U+E131,U+E237",
  },
  "KaTeX_AMS 400 normal": {
    file: "katex-ams-book",
    has: "U+41-5A,U+2272",
    rest: "U+20,U+6B,U+A0,U+A5,U+AE,U+F0,U+127,U+2C6,U+2DC,U+302-303,U+3DD,U+3F0,U+2035,U+210F,U+2127,U+2132,U+2136-2138,U+2141,U+2190,U+2192,U+219A-219B,U+219E,U+21A0,U+21A2-21A3,U+21AB-21AE,U+21B0-21B1,U+21B6-21B7,U+21BA-21BB,U+21BE-21BF,U+21C2-21C4,U+21C6-21CF,U+21DA-21DB,U+21DD,U+21E0,U+21E2,U+2201,U+2204-2205,U+220D,U+2212,U+2214,U+2216,U+221D,U+2220-2226,U+2234-2235,U+223C-223D,U+2241-2242,U+2246,U+2248,U+224A,U+224E-224F,U+2251-2253,U+2256-2257,U+225C,U+2266-2269,U+226C,U+226E-2271,U+2273,U+2276-2277,U+227C-2281,U+2288-228B,U+228F-2290,U+229A-229B,U+229D-22A1,U+22A8-22AA,U+22AC-22AF,U+22B2-22B5,U+22B8,U+22BA-22BC,U+22C5,U+22C7,U+22C9-22D4,U+22D6-22DB,U+22DE-22E1,U+22E6-22ED,U+2322-2323,U+24C8,U+250C,U+2510,U+2514,U+2518,U+2571-2572,U+25A0-25A1,U+25B2-25B3,U+25B6,U+25BC-25BD,U+25C0,U+25CA,U+2605,U+2713,U+2720,U+29EB,U+2A5E,U+2A7D-2A7E,U+2A85-2A8C,U+2A95-2A96,U+2AB5-2ABA,U+2AC5-2AC6,U+2ACB-2ACC,U+E006-E009,U+E00C-E011,U+E016-E01B",
  },
};

export function katexFaces(): Plugin {
  return {
    postcssPlugin: "katex-faces",
    // Once and not AtRule: Vite puts the addresses of files right once, after this.
    Once: (root) => void root.walkAtRules("font-face", giveWay),
  };
}

function giveWay(rule: AtRule): void {
  const cut = findCut(rule);
  if (!cut) return;
  const own = rule.cloneBefore();
  own.walkDecls("src", (src) => void (src.value = `url("/fonts/${cut.file}.woff2") format("woff2")`));
  own.append({ prop: "unicode-range", value: cut.has, source: rule.source });
  rule.append({ prop: "unicode-range", value: cut.rest, source: rule.source });
}

function findCut(rule: AtRule): Cut | undefined {
  return cuts[["font-family", "font-weight", "font-style"].map((name) => valueOf(rule, name)).join(" ")];
}

function valueOf(rule: AtRule, property: string): string {
  const found = rule.nodes?.find((node) => node.type === "decl" && node.prop === property);
  return found?.type === "decl" ? found.value.replaceAll(/["']/g, "") : "";
}
