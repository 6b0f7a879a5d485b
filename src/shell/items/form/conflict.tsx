// Somebody else saved the item first. Nothing is lost: what was typed and what is saved now stand side by side, field by
// field, with the likelier one chosen, and the form carries all that was typed. What was deleted after that is restored only
// when this form is saved.
import type { ThingAtHand } from '../../../core/things/edit.ts';
import type { StoredThing } from '../../../core/things/thing.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords } from '../../../locales/words.ts';
import { Form, Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { editHref, getAddressAfterSaving } from '../links.ts';
import type { FormTexts } from './form-texts.ts';
import type { Row, Sides } from './merge.ts';

export function showConflict(
  c: ShellContext,
  form: FormTexts,
  { theirs: { stored }, rows }: Sides & { rows: readonly Row[] },
): Promise<Response> {
  const { visit } = c.var;
  const w = formWords(visit.language);
  const isDeleted = stored.state === 'Deleted';
  const title = titleOf(stored, visit);
  const lead = isYours(stored, visit) ? w.conflictYoursLead : w.conflictLead;
  const page = (
    <Layout title={title} visit={visit} place="items">
      <h1>{title}</h1>
      <p class="lead">{isDeleted ? w.conflictBoth : lead}</p>
      {stored.signature && <p class="notice">{w.signed}</p>}
      <Form visit={visit} action={editHref(stored)}>
        <Carried form={form} />
        <input type="hidden" name="seen" value={stored.versionStamp} />
        {rows.map(row => (
          <Choice row={row} language={visit.language} />
        ))}
        <p>{w.same}</p>
        <div class="decision">
          <button type="submit" name="decision" value="save">
            {isDeleted ? w.restoreAndSave : w.save}
          </button>
          <a class="button second" href={getAddressAfterSaving(stored)}>
            {w.cancel}
          </a>
        </div>
      </Form>
    </Layout>
  );
  return show(c, page, { status: 409 });
}

/** Mostly it is a second window that was forgotten. What an app did in one's name was not one's own hand. */
function isYours({ updated }: StoredThing, { person }: Visit): boolean {
  return updated.appId === undefined && updated.personId === person?.id;
}

function titleOf(stored: StoredThing, visit: Visit): string {
  const w = formWords(visit.language);
  return isYours(stored, visit) ? w.conflictYours : w.conflictTitle;
}

function Choice({ row, language }: { row: Row; language: Language }) {
  const w = formWords(language);
  const sides = [
    { side: 'mine', title: w.yours, lines: row.mine },
    { side: 'theirs', title: w.theirs, lines: row.theirs },
    ...(row.both ? [{ side: 'both', title: w.both, lines: row.both } as const] : []),
  ] as const;
  return (
    <fieldset>
      <legend>{row.label}</legend>
      {sides.map(({ side, title, lines }) => {
        const id = `pick.${row.name}.${side}`;
        return (
          <div class="choice">
            <input
              type="radio"
              id={id}
              name={`pick.${row.name}`}
              value={side}
              checked={side === row.likely}
            />
            <label for={id}>
              <strong>{title}</strong>
              {(lines.length === 0 ? [w.nothing] : lines).map(line => (
                <span class="line">{line}</span>
              ))}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}

/** All that was typed, without what forms carry of their own, and without choices made before. */
function Carried({ form }: { form: FormTexts }) {
  const own = /^(?:form|decision|seen|restore|pick\..*)$/;
  return (
    <>
      {[...form]
        .filter(([name]) => !own.test(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

/** It was deleted in the meantime: whoever sees what is deleted can restore it with what was typed. */
export function showDeleted(c: ShellContext, { stored }: ThingAtHand, form: FormTexts): Promise<Response> {
  const { visit } = c.var;
  const w = formWords(visit.language);
  const title = titleOf(stored, visit);
  const page = (
    <Layout title={title} visit={visit} place="items">
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{w.conflictDeleted}</p>
        <Form visit={visit} action={editHref(stored)}>
          <Carried form={form} />
          <input type="hidden" name="restore" value="yes" />
          <div class="decision">
            <button type="submit" name="decision" value="save">
              {w.restoreAndSave}
            </button>
            <a class="button second" href={getAddressAfterSaving(stored)}>
              {w.cancel}
            </a>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: 409 });
}
