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

/** A chapter that is planned: it has a place and a title, and no page yet. */
const planned = (number: number, slug: string, zh: string, en: string): Chapter => ({
  number,
  slug,
  title: { zh, en },
  sections: [],
});

export const parts: Part[] = [
  {
    title: { zh: "序", en: "Prelude" },
    chapters: [
      {
        number: 0,
        slug: "how-to-read",
        title: { zh: "怎么读一本会跑的书", en: "How to read a book that runs" },
        sections: [
          { slug: "reading", title: { zh: "三条路、一道误差带", en: "Three routes and a band" } },
          { slug: "device", title: { zh: "这台设备能做什么", en: "What this device can do" } },
          { slug: "map", title: { zh: "全书地图", en: "A map of the book" } },
        ],
      },
    ],
  },
  {
    title: { zh: "背景与地图", en: "Background and a map" },
    chapters: [
      {
        number: 1,
        slug: "era",
        title: { zh: "大模型时代的来临", en: "The era of large models" },
        sections: [
          {
            slug: "how-large",
            title: {
              zh: "多大才算大：定义、年表与一条趋势线",
              en: "How large is large: definitions, dates and a trend",
            },
          },
          {
            slug: "companies",
            title: {
              zh: "从实验室到公司：两个案例和两份招股书",
              en: "From laboratory to company: two cases and two filings",
            },
          },
        ],
      },
      {
        number: 2,
        slug: "concepts",
        title: { zh: "核心概念与架构地图", en: "Core concepts and a map of architectures" },
        sections: [
          {
            slug: "counting",
            title: {
              zh: "数到个位：参数、内存和一张架构地图",
              en: "Count to the last one: parameters, memory and a map",
            },
          },
          {
            slug: "map",
            title: {
              zh: "一张概念地图：从一个神经元到一条生产线",
              en: "A map of concepts: from one neuron to a production line",
            },
          },
          {
            slug: "methods",
            title: { zh: "八种办法，八个最小的例子", en: "Eight methods, the smallest example of each" },
          },
        ],
      },
    ],
  },
  {
    title: { zh: "数学与算法", en: "Mathematics and algorithms" },
    chapters: [
      {
        number: 3,
        slug: "linear-regression",
        title: { zh: "从一条直线开始", en: "One straight line" },
        sections: [
          { slug: "mse", title: { zh: "线性回归与均方误差", en: "Linear regression and the mean squared error" } },
          { slug: "convergence", title: { zh: "步子多大才收敛", en: "How large a step converges" } },
        ],
      },
      {
        number: 4,
        slug: "losses",
        title: { zh: "损失函数：从最大似然到交叉熵", en: "Losses: from likelihood to cross-entropy" },
        sections: [
          { slug: "likelihood", title: { zh: "从最大似然到交叉熵", en: "From likelihood to cross-entropy" } },
          { slug: "softmax", title: { zh: "softmax、困惑度与校准", en: "Softmax, perplexity and calibration" } },
        ],
      },
      {
        number: 5,
        slug: "backprop",
        title: { zh: "神经网络与反向传播", en: "Neural networks and backpropagation" },
        sections: [
          { slug: "chain-rule", title: { zh: "一张图上的链式法则", en: "The chain rule on a graph" } },
          { slug: "depth", title: { zh: "信号怎样穿过很多层", en: "Signals through many layers" } },
          { slug: "landscape", title: { zh: "隐藏层看见了什么", en: "What the hidden layer sees" } },
        ],
      },
      {
        number: 6,
        slug: "optimizers",
        title: { zh: "优化算法：梯度下降、动量与 Adam", en: "Optimisers: gradient descent, momentum, Adam" },
        sections: [
          {
            slug: "momentum",
            title: { zh: "动量：在窄谷里少走冤枉路", en: "Momentum: fewer detours in a narrow valley" },
          },
          { slug: "adam", title: { zh: "Adam：每个参数一把尺", en: "Adam: a ruler for every parameter" } },
          {
            slug: "tuning",
            title: { zh: "训练循环，和怎样挑设置", en: "The training loop, and finding good settings" },
          },
        ],
      },
      {
        number: 7,
        slug: "regularization",
        title: { zh: "正则化与泛化", en: "Regularisation and generalisation" },
        sections: [
          {
            slug: "penalties",
            title: { zh: "过拟合，和给参数定的价", en: "Overfitting, and a price on parameters" },
          },
          { slug: "dropout", title: { zh: "随机关掉一半", en: "Half of it switched off" } },
        ],
      },
    ],
  },
  {
    title: { zh: "动手：从手写数字到会写诗的 GPT", en: "Practice: from digits to a GPT that writes verse" },
    chapters: [
      {
        number: 8,
        slug: "mnist",
        title: { zh: "两个 MNIST 网络，一次事故调查", en: "Two MNIST networks and one accident report" },
        sections: [
          { slug: "mlp", title: { zh: "认出手写数字的多层感知机", en: "A multilayer perceptron that reads digits" } },
          {
            slug: "forensics",
            title: { zh: "一次事故调查：97.67% 从哪里来", en: "An accident report: where 97.67% came from" },
          },
        ],
      },
      {
        number: 9,
        slug: "cnn-vision",
        title: { zh: "卷积网络与计算机视觉", en: "Convolutions and computer vision" },
        sections: [
          { slug: "convolution", title: { zh: "卷积：一扇滑动的窗", en: "Convolution: a sliding window" } },
          { slug: "cnn", title: { zh: "会认数字的卷积网络", en: "A convolutional network that reads digits" } },
        ],
      },
      {
        number: 10,
        slug: "transfer-learning",
        title: { zh: "迁移学习", en: "Transfer learning" },
        sections: [
          {
            slug: "transfer",
            title: { zh: "迁移：把学会的带走", en: "Transfer: take along what was learned" },
          },
          {
            slug: "forgetting",
            title: {
              zh: "忘记与学会学习：旧本领还在不在",
              en: "Forgetting, and learning to learn: is the old skill still there?",
            },
          },
        ],
      },
      {
        number: 11,
        slug: "text-classification",
        title: { zh: "文本分类：词袋、LSTM 与 Transformer 编码器", en: "Text classification three ways" },
        sections: [
          { slug: "bag-of-words", title: { zh: "词袋：数一数有哪些字", en: "Bag of words: count the characters" } },
          { slug: "lstm", title: { zh: "LSTM：读过的要记得", en: "LSTM: remember what you have read" } },
          {
            slug: "encoder",
            title: { zh: "Transformer 编码器：回头看一眼", en: "The Transformer encoder: look back" },
          },
          { slug: "dialogue", title: { zh: "对话：听错了怎么办", en: "Dialogue: what to do when you misheard" } },
        ],
      },
      {
        number: 12,
        slug: "attention-translation",
        title: { zh: "注意力与机器翻译", en: "Attention and machine translation" },
        sections: [
          {
            slug: "attention",
            title: { zh: "注意力：每个词自己去问", en: "Attention: each word asks for itself" },
          },
          {
            slug: "translation",
            title: {
              zh: "把中文数字翻成阿拉伯数字：编码器、解码器与交叉注意力",
              en: "Translate Chinese numerals: encoder, decoder, cross-attention",
            },
          },
        ],
      },
      {
        number: 13,
        slug: "char-gpt",
        title: { zh: "从零训练会写诗的 GPT", en: "Train a GPT that writes verse" },
        sections: [
          {
            slug: "tokens",
            title: { zh: "文字变编号，和一把要爬的梯子", en: "Text into numbers, and a ladder to climb" },
          },
          {
            slug: "gpt",
            title: {
              zh: "一块一块搭出 GPT，让它写诗",
              en: "Building a GPT, block by block, and letting it write verse",
            },
          },
          {
            slug: "sampling",
            title: {
              zh: "从分数到字：温度、截断、缓存和背诵",
              en: "From scores to characters: temperature, cuts, a cache, and learning by heart",
            },
          },
          {
            slug: "train-your-own",
            title: {
              zh: "换成你自己的文字：从采集到上线，一个页面走完",
              en: "Your own text: from collecting to serving, on one page",
            },
          },
        ],
      },
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
      {
        number: 23,
        slug: "applications",
        title: { zh: "应用地图：从客服到药物研发", en: "A map of applications" },
        sections: [
          {
            slug: "go-no-go",
            title: { zh: "能不能上线：准确率、代价和人", en: "Ship it or not: accuracy, cost, people" },
          },
          {
            slug: "fields",
            title: {
              zh: "十三个领域，和一台会指出处的检索",
              en: "Thirteen fields, and a search that names its sources",
            },
          },
        ],
      },
    ],
  },
  {
    title: { zh: "创业", en: "The startup" },
    chapters: [
      planned(24, "business-models", "三种创业模式、竞争与护城河", "Three business models, competition, moats"),
      {
        number: 25,
        slug: "unit-economics",
        title: { zh: "单位经济学：一次调用到底赚不赚钱", en: "Unit economics: does a call earn money?" },
        sections: [
          { slug: "training-cost", title: { zh: "训练一次多少钱", en: "What one training costs" } },
          { slug: "serving-cost", title: { zh: "写一个词元多少钱", en: "What a written token costs" } },
          { slug: "margins", title: { zh: "一个客户赚不赚钱", en: "Does a customer earn money?" } },
        ],
      },
      planned(26, "growth-finance", "数据飞轮、融资与跑道", "Flywheel, funding, runway"),
      planned(27, "case-studies", "案例：OpenAI、DeepMind，以及有招股书的两家", "Case studies"),
      planned(28, "risk-ethics-law", "风险登记册：隐私、公平、知识产权与法规", "Risk, ethics, law"),
      planned(29, "founder-growth", "创业者的持续学习与能力提升", "The founder's learning plan"),
    ],
  },
  {
    title: { zh: "未来", en: "The future" },
    chapters: [
      {
        number: 30,
        slug: "future-faq",
        title: { zh: "未来趋势、挑战与常见问题", en: "Trends, challenges, frequent questions" },
        sections: [
          {
            slug: "trends",
            title: { zh: "趋势、挑战，和给预测打分", en: "Trends, challenges, and marking forecasts" },
          },
          {
            slug: "faq",
            title: { zh: "常见问题，每个答案都能点开验", en: "Frequent questions, each with a place to check" },
          },
        ],
      },
    ],
  },
  {
    title: { zh: "附录", en: "Appendices" },
    chapters: [
      {
        number: "A",
        slug: "tools",
        title: { zh: "工具与资源", en: "Tools and resources" },
        sections: [
          { slug: "reading", title: { zh: "书、课程与论文", en: "Books, courses and papers" } },
          { slug: "software", title: { zh: "框架、工具与平台", en: "Frameworks, tools and platforms" } },
          { slug: "bibliography", title: { zh: "参考文献总表", en: "Bibliography" } },
        ],
      },
      {
        number: "B",
        slug: "glossary",
        title: { zh: "记号表与术语表", en: "Notation and glossary" },
        sections: [
          { slug: "notation", title: { zh: "记号表", en: "Notation" } },
          { slug: "terms", title: { zh: "术语表", en: "Glossary" } },
          { slug: "equations", title: { zh: "公式索引", en: "Index of equations" } },
        ],
      },
      {
        number: "C",
        slug: "errata",
        title: { zh: "原文勘误", en: "Errata of the sources" },
        sections: [
          { slug: "listings", title: { zh: "跑得起来吗", en: "Does it run?" } },
          { slug: "list", title: { zh: "勘误全表", en: "All errata" } },
        ],
      },
      {
        number: "D",
        slug: "reproduction",
        title: { zh: "数据、许可与复现", en: "Data, licences, reproduction" },
        sections: [
          {
            slug: "data",
            title: { zh: "数据从哪里来，结果怎样复现", en: "Where data come from, how results reproduce" },
          },
        ],
      },
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
