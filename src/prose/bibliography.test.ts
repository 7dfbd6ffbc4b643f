import { describe, expect, it } from "vitest";
import { readReferences, toFullCitation, toShortCitation } from "./bibliography";

const references = readReferences(`
@inproceedings{vaswani2017, author = {Vaswani, Ashish and Shazeer, Noam and Parmar, Niki}, title = {Attention Is All You Need},
  booktitle = {Advances in Neural Information Processing Systems}, volume = {30}, year = {2017}, url = {https://arxiv.org/abs/1706.03762}}
@article{glorot2010, author = {Glorot, Xavier and Bengio, Yoshua}, title = {Training}, journal = {JMLR}, volume = {9}, number = {2}, pages = {249--256}, year = {2010}, doi = {10.1/x}}
@misc{hoffmann2022, author = {Hoffmann, Jordan and others}, title = {Compute}, year = {2022}, eprint = {2203.15556}}
@misc{llama2024, author = {{Llama Team, AI @ Meta}}, title = {Herd}, year = {2024}, eprint = {2407.21783}, archivePrefix = {arXiv}}
@book{qiu2020, author = {邱, 锡鹏}, title = {神经网络与深度学习}, publisher = {机械工业出版社}, year = {2020}}
`);
const get = (id: string) => references.get(id)!;

describe("short", () => {
  it("names one author, two, or the first of more", () => {
    expect(toShortCitation(get("glorot2010"), "en")).toBe("Glorot & Bengio 2010");
    expect(toShortCitation(get("vaswani2017"), "en")).toBe("Vaswani et al. 2017");
    expect(toShortCitation(get("vaswani2017"), "zh")).toBe("Vaswani 等 2017");
  });
  it("writes a Chinese name whole, without a space", () => {
    expect(toShortCitation(get("qiu2020"), "en")).toBe("邱锡鹏 2020");
  });
});

describe("full", () => {
  it("is authors, year, title, place and numbers", () => {
    expect(toFullCitation(get("glorot2010"), "en")).toBe(
      "Glorot, X., Bengio, Y. (2010). Training. JMLR 9(2), 249–256.",
    );
    expect(toFullCitation(get("qiu2020"), "zh")).toBe("邱锡鹏 (2020). 神经网络与深度学习. 机械工业出版社.");
  });
  it("says that there are authors whom it does not name", () => {
    expect(toFullCitation(get("hoffmann2022"), "en")).toBe("Hoffmann, J. et al. (2022). Compute. arXiv.");
    expect(toShortCitation(get("hoffmann2022"), "zh")).toBe("Hoffmann 等 2022");
  });
  it("is on arXiv if it is nowhere else", () => {
    expect(toFullCitation(get("llama2024"), "en")).toBe("Llama Team, AI @ Meta (2024). Herd. arXiv.");
    expect(get("llama2024").url).toBe("https://arxiv.org/abs/2407.21783");
    expect(get("qiu2020").url).toBe("");
  });
  it("links by DOI, otherwise by address", () => {
    expect(get("glorot2010").url).toBe("https://doi.org/10.1/x");
    expect(get("vaswani2017").url).toBe("https://arxiv.org/abs/1706.03762");
  });
});
