// The order of the book: parts, chapters, sections, with their titles in both languages.
// The one place with order: sidebar, front page, equation numbers and "next" all read it.
// A chapter without sections is planned; a section listed here has a page in both languages.

export interface Bilingual {
  zh: string;
  en: string;
}

export interface Section {
  /** File name without extension: content/docs/<chapter>/<slug>.mdx */
  slug: string;
  title: Bilingual;
}

/** Appendices are counted by letters. */
type Letter = "A" | "B" | "C" | "D";

export interface Chapter {
  /** As printed, and as equations are numbered; 0 is the prelude, whose number is not printed. */
  number: number | Letter;
  slug: string;
  title: Bilingual;
  sections: Section[];
}

export interface Part {
  title: Bilingual;
  chapters: Chapter[];
}

const section = (slug: string, zh: string, en: string): Section => ({ slug, title: { zh, en } });

const chapter = (number: Chapter["number"], slug: string, zh: string, en: string, sections: Section[]): Chapter => ({
  number,
  slug,
  title: { zh, en },
  sections,
});

/** A chapter that is planned: it has a place and a title, and no page yet. */
const planned = (number: number, slug: string, zh: string, en: string): Chapter => chapter(number, slug, zh, en, []);

export const parts: Part[] = [
  {
    title: { zh: "序", en: "Prelude" },
    chapters: [
      chapter(0, "how-to-read", "怎么读一本会跑的书", "How to read a book that runs", [
        section("reading", "三条路、一道误差带", "Three routes and a band"),
        section("device", "这台设备能做什么", "What this device can do"),
        section("map", "全书地图", "A map of the book"),
      ]),
    ],
  },
  {
    title: { zh: "背景与地图", en: "Background and a map" },
    chapters: [
      chapter(1, "era", "大模型时代的来临", "The era of large models", [
        section(
          "how-large",
          "多大才算大：定义、年表与一条趋势线",
          "How large is large: definitions, dates and a trend",
        ),
        section(
          "companies",
          "从实验室到公司：两个案例和两份招股书",
          "From laboratory to company: two cases and two filings",
        ),
      ]),
      chapter(2, "concepts", "核心概念与架构地图", "Core concepts and a map of architectures", [
        section(
          "counting",
          "数到个位：参数、内存和一张架构地图",
          "Count to the last one: parameters, memory and a map",
        ),
        section(
          "map",
          "一张概念地图：从一个神经元到一条生产线",
          "A map of concepts: from one neuron to a production line",
        ),
        section("methods", "八种办法，八个最小的例子", "Eight methods, the smallest example of each"),
      ]),
    ],
  },
  {
    title: { zh: "数学与算法", en: "Mathematics and algorithms" },
    chapters: [
      chapter(3, "linear-regression", "从一条直线开始", "One straight line", [
        section("mse", "线性回归与均方误差", "Linear regression and the mean squared error"),
        section("convergence", "步子多大才收敛", "How large a step converges"),
      ]),
      chapter(4, "losses", "损失函数：从最大似然到交叉熵", "Losses: from likelihood to cross-entropy", [
        section("likelihood", "从最大似然到交叉熵", "From likelihood to cross-entropy"),
        section("softmax", "softmax、困惑度与校准", "Softmax, perplexity and calibration"),
      ]),
      chapter(5, "backprop", "神经网络与反向传播", "Neural networks and backpropagation", [
        section("chain-rule", "一张图上的链式法则", "The chain rule on a graph"),
        section("depth", "信号怎样穿过很多层", "Signals through many layers"),
        section("landscape", "隐藏层看见了什么", "What the hidden layer sees"),
      ]),
      chapter(6, "optimizers", "优化算法：梯度下降、动量与 Adam", "Optimisers: gradient descent, momentum, Adam", [
        section("momentum", "动量：在窄谷里少走冤枉路", "Momentum: fewer detours in a narrow valley"),
        section("adam", "Adam：每个参数一把尺", "Adam: a ruler for every parameter"),
        section("tuning", "训练循环，和怎样挑设置", "The training loop, and finding good settings"),
      ]),
      chapter(7, "regularization", "正则化与泛化", "Regularisation and generalisation", [
        section("penalties", "过拟合，和给参数定的价", "Overfitting, and a price on parameters"),
        section("dropout", "随机关掉一半", "Half of it switched off"),
      ]),
    ],
  },
  {
    title: { zh: "动手：从手写数字到会写诗的 GPT", en: "Practice: from digits to a GPT that writes verse" },
    chapters: [
      chapter(8, "mnist", "两个 MNIST 网络，一次事故调查", "Two MNIST networks and one accident report", [
        section("mlp", "认出手写数字的多层感知机", "A multilayer perceptron that reads digits"),
        section("forensics", "一次事故调查：97.67% 从哪里来", "An accident report: where 97.67% came from"),
      ]),
      chapter(9, "cnn-vision", "卷积网络与计算机视觉", "Convolutions and computer vision", [
        section("convolution", "卷积：一扇滑动的窗", "Convolution: a sliding window"),
        section("cnn", "会认数字的卷积网络", "A convolutional network that reads digits"),
      ]),
      chapter(10, "transfer-learning", "迁移学习", "Transfer learning", [
        section("transfer", "迁移：把学会的带走", "Transfer: take along what was learned"),
        section(
          "forgetting",
          "忘记与学会学习：旧本领还在不在",
          "Forgetting, and learning to learn: is the old skill still there?",
        ),
      ]),
      chapter(
        11,
        "text-classification",
        "文本分类：词袋、LSTM 与 Transformer 编码器",
        "Text classification three ways",
        [
          section("bag-of-words", "词袋：数一数有哪些字", "Bag of words: count the characters"),
          section("lstm", "LSTM：读过的要记得", "LSTM: remember what you have read"),
          section("encoder", "Transformer 编码器：回头看一眼", "The Transformer encoder: look back"),
          section("dialogue", "对话：听错了怎么办", "Dialogue: what to do when you misheard"),
        ],
      ),
      chapter(12, "attention-translation", "注意力与机器翻译", "Attention and machine translation", [
        section("attention", "注意力：每个词自己去问", "Attention: each word asks for itself"),
        section(
          "translation",
          "把中文数字翻成阿拉伯数字：编码器、解码器与交叉注意力",
          "Translate Chinese numerals: encoder, decoder, cross-attention",
        ),
      ]),
      chapter(13, "char-gpt", "从零训练会写诗的 GPT", "Train a GPT that writes verse", [
        section("tokens", "文字变编号，和一把要爬的梯子", "Text into numbers, and a ladder to climb"),
        section("gpt", "一块一块搭出 GPT，让它写诗", "Building a GPT, block by block, and letting it write verse"),
        section(
          "sampling",
          "从分数到字：温度、截断、缓存和背诵",
          "From scores to characters: temperature, cuts, a cache, and learning by heart",
        ),
        section(
          "train-your-own",
          "换成你自己的文字：从采集到上线，一个页面走完",
          "Your own text: from collecting to serving, on one page",
        ),
      ]),
      planned(14, "gan", "生成对抗网络", "Generative adversarial networks"),
      planned(15, "rl", "强化学习：从老虎机到策略梯度", "Reinforcement learning"),
      planned(16, "alignment-finetuning", "微调与对齐：SFT、LoRA、RLHF、DPO", "Fine-tuning and alignment"),
      planned(17, "recommender", "推荐系统：协同过滤遇上深度学习", "Recommender systems"),
    ],
  },
  {
    title: { zh: "把大模型变小、变快、变可信", en: "Smaller, faster, trustworthy" },
    chapters: [
      planned(18, "compression", "模型压缩：剪枝、量化、蒸馏", "Compression: pruning, quantization, distillation"),
      planned(19, "scaling-training", "规模定律与大规模训练", "Scaling laws and training at scale"),
      planned(20, "inference-serving", "推理与部署：KV 缓存、批处理、MoE", "Inference and serving"),
      planned(21, "federated-privacy", "联邦学习与差分隐私", "Federated learning and differential privacy"),
      planned(22, "interpretability-fairness", "可解释性与公平性", "Interpretability and fairness"),
    ],
  },
  {
    title: { zh: "应用", en: "Applications" },
    chapters: [
      chapter(23, "applications", "应用地图：从客服到药物研发", "A map of applications", [
        section("go-no-go", "能不能上线：准确率、代价和人", "Ship it or not: accuracy, cost, people"),
        section("fields", "十三个领域，和一台会指出处的检索", "Thirteen fields, and a search that names its sources"),
      ]),
    ],
  },
  {
    title: { zh: "创业", en: "The startup" },
    chapters: [
      planned(24, "business-models", "三种创业模式、竞争与护城河", "Three business models, competition, moats"),
      chapter(25, "unit-economics", "单位经济学：一次调用到底赚不赚钱", "Unit economics: does a call earn money?", [
        section("training-cost", "训练一次多少钱", "What one training costs"),
        section("serving-cost", "写一个词元多少钱", "What a written token costs"),
        section("margins", "一个客户赚不赚钱", "Does a customer earn money?"),
      ]),
      planned(26, "growth-finance", "数据飞轮、融资与跑道", "Flywheel, funding, runway"),
      planned(27, "case-studies", "案例：OpenAI、DeepMind，以及有招股书的两家", "Case studies"),
      planned(28, "risk-ethics-law", "风险登记册：隐私、公平、知识产权与法规", "Risk, ethics, law"),
      planned(29, "founder-growth", "创业者的持续学习与能力提升", "The founder's learning plan"),
    ],
  },
  {
    title: { zh: "未来", en: "The future" },
    chapters: [
      chapter(30, "future-faq", "未来趋势、挑战与常见问题", "Trends, challenges, frequent questions", [
        section("trends", "趋势、挑战，和给预测打分", "Trends, challenges, and marking forecasts"),
        section("faq", "常见问题，每个答案都能点开验", "Frequent questions, each with a place to check"),
      ]),
    ],
  },
  {
    title: { zh: "附录", en: "Appendices" },
    chapters: [
      chapter("A", "tools", "工具与资源", "Tools and resources", [
        section("reading", "书、课程与论文", "Books, courses and papers"),
        section("software", "框架、工具与平台", "Frameworks, tools and platforms"),
        section("bibliography", "参考文献总表", "Bibliography"),
      ]),
      chapter("B", "glossary", "记号表与术语表", "Notation and glossary", [
        section("notation", "记号表", "Notation"),
        section("terms", "术语表", "Glossary"),
        section("equations", "公式索引", "Index of equations"),
      ]),
      chapter("C", "errata", "原文勘误", "Errata of the sources", [
        section("listings", "跑得起来吗", "Does it run?"),
        section("list", "勘误全表", "All errata"),
      ]),
      chapter("D", "reproduction", "数据、许可与复现", "Data, licences, reproduction", [
        section("data", "数据从哪里来，结果怎样复现", "Where data come from, how results reproduce"),
      ]),
    ],
  },
];

/** What stands before a chapter's title: "序", "第 3 章", "附录 A". */
export function toChapterLabel({ number }: Chapter): Bilingual {
  if (number === 0) return { zh: "序", en: "Prelude" };
  return typeof number === "number"
    ? { zh: `第 ${number} 章`, en: `Chapter ${number}` }
    : { zh: `附录 ${number}`, en: `Appendix ${number}` };
}

export const chapters: Chapter[] = parts.flatMap((part) => part.chapters);

/** The chapter with this slug, undefined if the book has none. */
export function findChapter(slug: string): Chapter | undefined {
  return chapters.find((chapter) => chapter.slug === slug);
}

/** What a planned chapter will build on. A written one says so itself, section by section: `requires`. */
export const needs: Record<string, string[]> = {
  "transfer-learning": ["cnn-vision"],
  "text-classification": ["mnist"],
  "attention-translation": ["text-classification"],
  gan: ["cnn-vision"],
  rl: ["losses"],
  "alignment-finetuning": ["char-gpt", "rl"],
  recommender: ["mnist"],
  compression: ["cnn-vision"],
  "scaling-training": ["concepts", "char-gpt"],
  "inference-serving": ["char-gpt"],
  "federated-privacy": ["mnist"],
  "interpretability-fairness": ["mnist"],
  applications: ["concepts"],
  "business-models": ["era"],
  "unit-economics": ["concepts"],
  "growth-finance": ["unit-economics"],
  "case-studies": ["business-models"],
  "risk-ethics-law": ["business-models"],
  "founder-growth": ["business-models"],
  "future-faq": ["concepts"],
};

/** The front page has a cell, too: content/docs/index.mdx. */
export const frontPage = "index";

/** Paths of all written sections in reading order: "linear-regression/mse", … */
export const sectionPaths: string[] = chapters.flatMap((chapter) =>
  chapter.sections.map((section) => `${chapter.slug}/${section.slug}`),
);
