// How much it takes to have the summary for the doctor, in a real browser and by what people see.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import condition from '../../../things/condition.ts';
import { hasChromium, useChromium } from '../../testing/chromium.ts';

const actionsMax = 4;

describe.skipIf(!hasChromium)('in a browser (needs chromium)', () => {
  const walks = useChromium();

  test.each([true, false])('from Home to the file, with questions (script: %s)', async script => {
    const { page, person, record } = await walks.openPage({ script });
    const ill = makeThing(condition, { name: { text: 'Asthma' } });
    const grant = makeSystemGrant('tests', record.id, person.id);
    await writeThings(walks.server.vault, grant, [ill], { overwrite: false });
    await page.goto(walks.server.shellUrl);
    let actions = 0;
    const counted = <T>(done: T) => {
      actions += 1;
      return done;
    };
    await counted(page.getByRole('link', { name: 'Summary for the doctor' }).first().click());
    const questions = page.getByLabel(/^Questions/);
    // What is chosen of it stands behind a line to open.
    if (!(await questions.isVisible()))
      await counted(
        page
          .locator('summary', { has: page.getByText('What') })
          .first()
          .click(),
      );
    await counted(questions.fill('May I run?'));
    const coming = page.waitForEvent('download');
    await counted(page.getByRole('button', { name: 'As PDF' }).click());
    const file = readFileSync(await (await coming).path());
    expect(file.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(actions).toBeLessThanOrEqual(actionsMax);
    await page.context().close();
  });
});
