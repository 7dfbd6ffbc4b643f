// The small book has the collections of the real one.
export { collections } from "../../content.config";
