// Remark plugin: a link that an author writes from the root ("/mnist/mlp/") gets the site's base path.
interface Node {
  type: string;
  url?: string;
  name?: string | null;
  attributes?: { name?: string; value?: unknown }[];
  children?: Node[];
}

export function baseLinks(base: string) {
  const withBase = (url: string) => (/^\/(?!\/)/.test(url) ? base + url.slice(1) : url);
  const visit = (node: Node): void => {
    if (node.url !== undefined) node.url = withBase(node.url);
    if (node.name === "a" || node.name === "img") {
      for (const attribute of node.attributes ?? []) {
        const isAddress = attribute.name === "href" || attribute.name === "src";
        if (isAddress && typeof attribute.value === "string") attribute.value = withBase(attribute.value);
      }
    }
    node.children?.forEach(visit);
  };
  return () => visit;
}
