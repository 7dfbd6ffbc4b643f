// The little of jasmine-core that this page uses; the package has no types of its own.
declare module "jasmine-core/lib/jasmine-core/jasmine.js" {
  interface SpecResult {
    fullName: string;
    status: string;
    failedExpectations: { message: string }[];
  }
  interface Env {
    configure(options: { random: boolean; forbidDuplicateNames: boolean }): void;
    addReporter(reporter: { specDone(result: SpecResult): void }): void;
    execute(): Promise<unknown>;
  }
  interface Jasmine {
    getEnv(): Env;
  }
  interface JasmineRequire {
    core(require: JasmineRequire): Jasmine;
    interface(jasmine: Jasmine, env: Env): Record<string, unknown>;
  }
  const jasmineRequire: JasmineRequire;
  export default jasmineRequire;
}
