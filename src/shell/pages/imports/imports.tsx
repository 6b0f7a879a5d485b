// Files brought into the record at hand: the form that takes one, and those that came.
import { Fault } from '../../../core/faults.ts';
import { keepImport, mayImport } from '../../../core/imports/begin.ts';
import { listImports } from '../../../core/imports/choose.ts';
import type { Import } from '../../../core/imports/import.ts';
import { beginDocument } from '../../../core/imports/reconcile.ts';
import { listAddresses } from '../../../core/secret-addresses/addresses.ts';
import type { Reader } from '../../../core/store.ts';
import { formatIds } from '../../../formats/ids.ts';
import { importsWords } from '../../../locales/words.ts';
import { resolve } from '../../hand-over/resolve.ts';
import { openRequest } from '../../hand-over/shell-request.ts';
import { showRefusal } from '../../hand-over/targets/refused.tsx';
import type { AtHand } from '../../items/at-hand.ts';
import { importHref, importsPath, sayFormat, withRequest } from '../../items/import-links.ts';
import { readMultipart, type SentFile } from '../../items/upload/multipart.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Table } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { shortMoment } from '../../web/clock.ts';
import { foreignForm, notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import { isOwnForm, type SignedInContext, type SignedInVisit } from '../../web/visit.ts';
import { Intakes, tryMakeIntake } from './intake.tsx';
import { sayImportFault } from './said.ts';

export async function showImports(c: SignedInContext, at: AtHand): Promise<Response> {
  return importsPage(c, at);
}

async function importsPage(
  c: SignedInContext,
  { of, grant }: AtHand,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = importsWords(language);
  const imports = await listImports(vault, grant);
  const { addresses, people } = await vault.store.read(async db => {
    const addresses = await listAddresses(db, vault, grant, 'intake');
    return { addresses, people: await namePeople(db, addresses) };
  });
  const mayAdd = mayImport(grant);
  const hasErrors = Object.keys(errors).length > 0;
  const title = w.title(of.record.name);
  const page = (
    <Layout
      title={title}
      visit={visit}
      place="items"
      hasErrors={hasErrors}
      {...(mayAdd && { script: 'import' as const })}
    >
      <div class="narrow">
        <h1>{title}</h1>
        {mayAdd ? (
          <>
            <p class="lead">{w.lead}</p>
            {errors.name === undefined && <ErrorSummary errors={errors} language={language} />}
            <ImportForm visit={visit} recordId={of.record.id} errors={errors} />
          </>
        ) : (
          <p class="notice">{w.refused}</p>
        )}
      </div>
      {imports.length > 0 && <ImportList imports={imports} visit={visit} />}
      <Intakes
        {...{ visit, addresses, people, mayAdd }}
        recordId={of.record.id}
        errors={errors.name === undefined ? {} : { name: errors.name }}
      />
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: mayAdd, asks: mayAdd });
}

interface ImportFormProps {
  readonly visit: SignedInVisit;
  readonly recordId: string;
  readonly errors: FieldErrors;
}

function ImportForm({ visit, recordId, errors }: ImportFormProps) {
  const { language, vault } = visit;
  const w = importsWords(language);
  const size = saySize(vault.limits.importBytesMax, language);
  return (
    <>
      <p id="import-problem" class="notice bad" role="alert" hidden />
      <div id="import-progress" class="progress" hidden>
        <progress max={100} value={0} aria-label={w.progress} />
        <p role="status" data-text={w.percent} data-lost={w.lost} data-failed={w.failed} />
        <button type="button" class="second">
          {w.cancel}
        </button>
      </div>
      <div id="import-form" class="drop" data-drop={w.drop}>
        <Form visit={visit} action={importsPath} upload marks={{ 'data-import': '' }}>
          <input type="hidden" name="record" value={recordId} />
          <Input name="file" label={w.file} hint={w.fileHint(size)} type="file" errors={errors} />
          <button type="submit">{w.send}</button>
        </Form>
      </div>
      <details class="more">
        <summary>{w.readable}</summary>
        <ul>
          {formatIds.map(id => (
            <li>{w.formats[id] ?? id}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

function ImportList({ imports, visit }: { imports: readonly Import[]; visit: SignedInVisit }) {
  const { language } = visit;
  const w = importsWords(language);
  return (
    <Table
      caption={w.list}
      rows={imports}
      columns={[
        { label: w.what, cell: one => <a href={importHref(one.id)}>{one.about.fileName}</a> },
        { label: w.unknownFormat, cell: one => sayFormat(one, language) },
        { label: w.when, cell: one => shortMoment(one.begunAt, visit), isWhole: true },
        { label: w.state, cell: one => w.states[one.state] },
      ]}
    />
  );
}

/** The plain form, which sends a file in one piece. */
export async function takeImport(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = importsWords(language);
  const take = async (fields: URLSearchParams, file: SentFile) => {
    if (!isOwnForm(c, fields)) throw foreignForm();
    const of = demandRecord(visit, fields.get('record') ?? undefined);
    const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
    if (file.name === '') return { at: { of, grant }, error: w.missing };
    try {
      return {
        at: { of, grant },
        one: await keepImport(vault, grant, describe(visit, file.name), file.bytes),
      };
    } catch (error) {
      const told = error instanceof Fault && sayImportFault(error, vault.limits.importBytesMax, language);
      if (!told) throw error;
      return { at: { of, grant }, error: told };
    }
  };
  const taken = await readMultipart(c.env.incoming, take);
  if (!taken) throw foreignForm();
  if (taken.error !== undefined) return importsPage(c, taken.at, { file: taken.error });
  return goTo(c, importHref(taken.one?.id ?? ''));
}

async function namePeople(
  db: Reader,
  addresses: readonly { readonly personId: string }[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(addresses.map(({ personId }) => personId)))
    names.set(id, (await db.people.byId(id))?.name ?? '');
  return names;
}

export async function makeIntake(c: SignedInContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const made = await tryMakeIntake(c, at, form);
  return made instanceof Response ? made : importsPage(c, at, made);
}

/** A document that the record holds. */
export async function takeDocument(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
  try {
    const { options } = describe(visit, '');
    const one = await beginDocument(vault, grant, form.get('thing') ?? '', options);
    if (!one) throw notFound();
    return goTo(c, withRequest(importHref(one.id), form.get('request') ?? undefined));
  } catch (error) {
    const told = error instanceof Fault && sayImportFault(error, vault.limits.importBytesMax, language);
    if (!told) throw error;
    const request = openRequest(vault, form.get('request') ?? undefined);
    if (!request) return importsPage(c, { of, grant }, { file: told });
    const why = error.reason === 'limitReached' ? 'tooManyFiles' : 'noReconciling';
    return showRefusal(c, await vault.store.read(db => resolve(db, vault, request)), why);
  }
}

/** As the person has it who brings it. */
export function describe({ zone, language }: SignedInVisit, name: string) {
  return { name, options: { zone, language, keepsRaw: false } };
}
