// A reader's hand on a training: hold it, step it, end it and keep what there is, go back over it, train on from there,
// compare, reload and go on. With the first network of the book; its author wrote nothing for it.
import { expect, test, type Locator, type Page } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, open, watch } from "./reader.ts";

const section = `${bookUrl}mnist/mlp/?backend=wasm`;

/** The book's training as a reader changes it: longer, its rate a slider, and it says what it lost. */
function toLonger(source: string, epochs: number): string {
  const slider = 'slider("lr", { min: 0.001, max: 0.1, step: 0.001 })';
  const says = "console.log(`losses ${history.losses.length} ${history.losses.reduce((sum, loss) => sum + loss, 0)}`);";
  return [
    `import { slider } from "book";\nconst rate = ${slider};`,
    source.replace("quick: { epochs: 10", `quick: { epochs: ${epochs}`).replace("lr: 0.001", "lr: rate"),
    says,
  ].join("\n");
}

/** More than anybody waits for: 79 steps each. */
const endless = 4000;
/** Some seconds. */
const short = 6;

/** The row of controls under the training cell. */
class Controls {
  readonly row: Locator;
  constructor(readonly page: Page) {
    this.row = page.locator('#cell-train [data-part="training"]');
  }
  press(name: string): Promise<void> {
    return this.row.locator(`[data-train="${name}"]`).click();
  }
  async is(phase: string): Promise<void> {
    await expect(this.row).toHaveAttribute("data-phase", phase, { timeout: 30_000 });
  }
  get slider(): Locator {
    return this.row.getByRole("slider");
  }
  /** "第 640 步…": what the line says now. */
  async step(): Promise<number> {
    const text = await this.row.innerText();
    return Number(/第 (\d+) 步/.exec(text)?.[1] ?? NaN);
  }
  /** Asked often, so that the run does not end meanwhile. */
  async reaches(step: number): Promise<void> {
    await expect.poll(() => this.step(), { intervals: [40], timeout: 30_000 }).toBeGreaterThan(step);
  }
  async place(index: number): Promise<number> {
    await this.slider.fill(String(index));
    const said = await this.slider.getAttribute("aria-valuetext");
    return Number(/第 (\d+) 步/.exec(said ?? "")?.[1] ?? NaN);
  }
}

async function begin(page: Page, epochs: number): Promise<{ train: Cell; follow: Cell; controls: Controls }> {
  await open(page, section);
  const [train, follow] = [new Cell(page, "train"), new Cell(page, "own-answer")];
  await train.edit(toLonger(await train.source(), epochs));
  await train.press("run");
  return { train, follow, controls: new Controls(page) };
}

/** "losses N SUM" of the training cell's last run. */
async function lossesOf(train: Cell): Promise<string> {
  return (await train.text()).split("\n").find((line) => line.startsWith("losses ")) ?? "";
}

test("a training is held, stepped, ended and kept, gone back over, trained on from, and compared", async ({ page }) => {
  test.setTimeout(180_000);
  const seen = watch(page);
  const { train, follow, controls } = await begin(page, endless);

  await controls.is("running");
  await controls.press("pause");
  await controls.is("paused");
  await expect(train.root.locator('[data-part="status"]')).toHaveText("已暂停");
  const held = await controls.step();
  expect(held).toBeGreaterThan(0);
  await controls.press("step");
  await expect.poll(() => controls.step()).toBe(held + 1);
  await controls.press("step");
  await expect.poll(() => controls.step()).toBe(held + 2);
  await expect(controls.row.getByRole("status").first()).toHaveText(`已暂停在第 ${held + 2} 步`); // read aloud
  await train.is("running");
  await controls.press("resume");
  await controls.is("running");
  await expect.poll(() => controls.step()).toBeGreaterThan(held + 20);
  // In the other language it goes on, and what it shows is still one run's.
  await page.locator('header a:has-text("English")').first().click();
  await expect(controls.row).toContainText("steps/s", { timeout: 20_000 });
  expect(new URL(page.url()).search).toBe("?backend=wasm");
  await train.is("running");
  await expect(train.output.locator('[data-kind="progress"]')).toHaveCount(1);
  await page.goBack();
  await expect(controls.row).toContainText("步");
  await controls.press("keep");
  await train.is("done");
  await controls.is("kept");
  const kept = Number((await lossesOf(train)).split(" ")[1]);
  expect(kept).toBeLessThan(79 * endless);
  await expect(train.output).toContainText(`训练在第 ${kept} 步停下，共 ${79 * endless} 步`);

  // A digit of the reader's is asked of the network as soon as it is drawn, though nobody ran the answer.
  const pad = new Cell(page, "own-digit");
  await pad.run();
  await follow.is("idle");
  await pad.output.getByRole("button", { name: "清空" }).click();
  await follow.is("done");
  const chances = () => follow.outputs().then((outputs) => JSON.stringify(outputs));

  // The checkpoints: what reads the network follows it.
  const atEnd = await chances();
  expect(await controls.place(0)).toBe(0);
  await expect.poll(chances).not.toBe(atEnd);
  await expect(controls.row).toContainText("trained 现在是第 0 步的网络");
  await controls.slider.press("End");
  await expect.poll(chances).toBe(atEnd);
  await expect(controls.row).not.toContainText("现在是");

  // Another rate from a step on: the old curve stays, thin, and can be taken away.
  const branchedAt = await controls.place(1);
  await expect(controls.row).toContainText(`trained 现在是第 ${branchedAt} 步的网络`);
  await train.output.locator('input[data-control="rate"]').fill("0.05");
  await train.is("stale"); // it has heard of the new rate
  await controls.press("branch");
  await controls.is("running");
  await expect(controls.row.locator("li")).toHaveCount(1);
  await expect(controls.row.locator("li")).toContainText(`${kept} 步`);
  await expect(controls.row.locator("li")).toContainText("lr 0.001");
  expect(await controls.step()).toBeGreaterThanOrEqual(branchedAt);
  await controls.press("keep");
  await controls.is("kept");
  const ghosts = train.output.locator('[stroke-opacity="0.55"]:not([stroke="currentColor"])');
  await expect(ghosts).not.toHaveCount(0);
  await controls.press("compare");
  await expect(ghosts).toHaveCount(0);
  await controls.press("compare");
  await expect(ghosts).not.toHaveCount(0);
  await controls.row.locator("li button").click();
  await expect(ghosts).toHaveCount(0);
  expect(seen.problems).toEqual([]);
});

test("a training that a reload broke off is gone on with where it was, and ends as if nothing had happened", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { train, controls } = await begin(page, short);
  await train.is("done", 60_000);
  const whole = await lossesOf(train);
  await train.press("run");
  await controls.is("running");
  await controls.reaches(60);
  await controls.press("pause");
  await controls.is("paused");
  const held = await controls.step();
  await expect.poll(() => storedStep(page)).toBe(held);
  await page.reload();
  await expect(controls.row).toContainText(`停在第 ${held} 步，共 ${79 * short} 步`);
  await train.is("idle");
  await controls.press("goOn");
  await train.is("done", 60_000);
  expect(await lossesOf(train)).toBe(whole);
  // Stopped in the middle, it can be gone on with at once, and by keyboard alone.
  await train.press("run");
  await controls.is("running");
  await controls.reaches(60);
  await train.press("stop");
  await train.is("stopped");
  await controls.is("offer");
  await controls.row.locator('[data-train="goOn"]').press("Enter");
  await train.is("done", 60_000);
  expect(await lossesOf(train)).toBe(whole);
  // What has ended is not offered again.
  await expect.poll(() => storedStep(page)).toBeUndefined();
  await open(page, page.url());
  await train.is("idle");
  await expect(controls.row).toHaveCount(0);
});

/** The step of the snapshot that the browser keeps. */
function storedStep(page: Page): Promise<number | undefined> {
  return page.evaluate(
    () =>
      new Promise<number | undefined>((resolve) => {
        const opening = indexedDB.open("book-trainings", 1);
        opening.onupgradeneeded = () => opening.transaction?.abort(); // the page makes it
        opening.onerror = () => resolve(undefined);
        opening.onsuccess = () => {
          const all = opening.result.transaction("trainings").objectStore("trainings").getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve((all.result as { snapshot: { step: number } }[])[0]?.snapshot.step);
          };
        };
      }),
  );
}
