// What the site's configuration and the scripts take from build time.
export { cells } from "./remark-cells";
export { bookCells } from "./integration";
