// What a document is: its title, its kind, the day on it. Asked once it is in the record, never before.

import { isKeptYear } from '../../../core/days.ts';
import { type DocumentAbout, documentKinds, readDocumentAbout } from '../../../core/documents/about.ts';
import { isBlank, makeReadableName } from '../../../core/printable.ts';
import { changeThing, readThing } from '../../../core/things/edit.ts';
import { paperWords } from '../../../locales/words.ts';
import { readValue } from '../../../things/data.ts';
import file from '../../../things/file.ts';
import { ErrorSummary, type FieldErrors, Input, Select } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import type { ItemAtHand } from '../at-hand.ts';
import { isDay } from '../dates.ts';
import { itemHref } from '../kinds.ts';
import { explainRefusal } from '../refusal.ts';
import { makeEditUndo } from '../revert.ts';
import { setAbout } from './beside.ts';
import { isDrawn, previewHref } from './drawn.ts';
import { aboutHref } from './links.ts';
import { isDocument, readFiles } from './paper.tsx';

const nameMax = 255;

export function showAbout(c: ShellContext, at: ItemAtHand): Promise<Response> {
  demandDocument(at);
  const { name } = readValue(file, at.thing);
  return aboutPage(c, at, { name, ...readDocumentAbout(at.thing) });
}

/** @throws Problem */
function demandDocument({ thing, grant }: ItemAtHand): void {
  const mayChange = grant.permits('Update', thing.typeId, thing.effectiveDate);
  if (!isDocument(thing) || thing.state !== 'Active' || !mayChange) throw notFound();
}

interface Said {
  readonly name: string;
  readonly kind: DocumentAbout['kind'];
  readonly day: string | undefined;
}

async function aboutPage(
  c: ShellContext,
  at: ItemAtHand,
  { name, kind, day }: Said,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { thing } = at;
  const w = paperWords(language);
  const files = await vault.store.read(db => readFiles(db, at, [thing]));
  const [blob] = files.get(thing.blobSet ?? '') ?? [];
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.aboutTitle} visit={visit} place="items" hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.aboutTitle}</h1>
        <p class="lead">{w.aboutLead}</p>
        {blob && isDrawn(vault, blob) && (
          <p class="paper-picture">
            <img src={previewHref(thing.id, blob, 'small')} alt={w.previewOf(name)} />
          </p>
        )}
        <ErrorSummary errors={errors} language={language} />
        <Form visit={visit} action={aboutHref(thing.id)}>
          <input type="hidden" name="stamp" value={thing.versionStamp} />
          <Input name="name" label={w.name} value={name} maxlength={nameMax} errors={errors} />
          <Select
            name="kind"
            label={w.kind}
            value={kind ?? ''}
            options={[
              { value: '', label: w.noKind },
              ...documentKinds.map(value => ({ value, label: w.kinds[value] })),
            ]}
            errors={errors}
          />
          <Input name="day" label={w.day} hint={w.dayHint} type="date" value={day} errors={errors} />
          <div class="decision">
            <button type="submit">{w.save}</button>
            <a class="button second" href={itemHref(thing.id)}>
              {w.later}
            </a>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

export async function saveAbout(c: ShellContext, at: ItemAtHand, form: URLSearchParams): Promise<Response> {
  demandDocument(at);
  const { visit } = c.var;
  const { vault, language } = visit;
  const { grant, thing } = at;
  const w = paperWords(language);
  // As of a file that comes: XML holds no control characters.
  const name = makeReadableName(form.get('name') ?? '');
  const day = form.get('day') ?? '';
  const kind = documentKinds.find(one => one === form.get('kind'));
  const errors = {
    ...(isBlank(name) && { name: w.nameMissing }),
    ...(name.length > nameMax && { name: w.nameTooLong(nameMax) }),
    ...(day !== '' && !(isDay(day) && isKeptYear(day)) && { day: w.dayWrong }),
  };
  if (Object.keys(errors).length > 0) return aboutPage(c, at, { name, kind, day }, errors);
  const from = readThing(thing);
  if (!from) throw notFound();
  const value = { ...(from.value as object), name };
  const commonXml = setAbout(from.commonXml, { kind, day: day || undefined });
  try {
    const isOld = form.get('stamp') !== thing.versionStamp;
    const saved = isOld ? 'conflict' : await changeThing(vault, grant, from, { ...from, value, commonXml });
    if (saved === 'conflict') leaveNotice(c, { text: w.conflict });
    else if (saved !== 'same')
      leaveNotice(c, {
        text: w.saved,
        undo: makeEditUndo(visit, {
          id: thing.id,
          versionStamp: saved.versionStamp,
          to: thing.versionStamp,
        }),
      });
  } catch (error) {
    leaveNotice(c, { text: explainRefusal(error, visit) });
  }
  return goTo(c, itemHref(thing.id));
}
