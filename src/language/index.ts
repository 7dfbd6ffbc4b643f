// The meaning of a cell's text. Pure: the same in Node and in the worker, and it runs nothing.
export * from "./cell-code";
export { checkNames, findNeeds, findOwners, type NamedCell, type NameFinding, type Place } from "./check-names";
export {
  readModuleCode,
  toModuleNames,
  toModulePart,
  type ModuleCode,
  type ModuleNames,
  type ModulePart,
} from "./one-module";
export { toSourcePosition } from "./positions";
export { readCell } from "./read-cell";
export { toModule } from "./to-module";
export { toSpaces } from "./trivia";
