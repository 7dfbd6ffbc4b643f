// What scripts/type-bundle/plugin.ts makes: chunks with data.
declare module "virtual:type-bundle/declarations" {
  export const declarations: import("./declarations").Declarations;
}
declare module "virtual:type-bundle/docs" {
  export const docs: import("./declarations").Docs;
}
declare module "virtual:type-bundle/zh" {
  export const messages: import("./declarations").LocalMessages;
}
declare module "virtual:type-bundle/sources" {
  export const sources: import("./sources").Doors;
}
