// What CodeMirror's own panels and announcements say, in Chinese; its own words are English.
const zh: Record<string, string> = {
  Find: "查找",
  Replace: "替换为",
  next: "下一个",
  previous: "上一个",
  all: "全选",
  "match case": "区分大小写",
  regexp: "正则表达式",
  "by word": "整词",
  replace: "替换",
  "replace all": "全部替换",
  close: "关闭",
  "Go to line": "转到行",
  go: "转到",
  "current match": "当前匹配",
  "on line": "在第几行",
  "replaced $ matches": "替换了 $ 处",
  "replaced match on line $": "替换了第 $ 行的一处",
  Completions: "补全",
  "Selection deleted": "选中的已删除",
  "Control character": "控制字符",
};

export const phrasesIn = (language: string): Record<string, string> => (language.startsWith("zh") ? zh : {});
