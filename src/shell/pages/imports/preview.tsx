// What is in a file, before anything of it is added: by kind, with lines of it, and by source; each can be unticked.
import type { Child } from 'hono/jsx';
import { decisions, type Import, type KindFound, type Unticked } from '../../../core/imports/import.ts';
import {
  isListed,
  type Line,
  type Lines,
  listAsked,
  listWanted,
  readLines,
} from '../../../core/imports/look.ts';
import { isLikeName, listOtherPeople } from '../../../core/imports/people.ts';
import type { LeftOut } from '../../../formats/format.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { importsWords } from '../../../locales/words.ts';
import { sayShortDay } from '../../items/dates.ts';
import { importHref } from '../../items/import-links.ts';
import { Form } from '../../kit/layout.tsx';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import type { SignedInVisit } from '../../web/visit.ts';
import { Pairs, sayLine, TickedLine } from './pairs.tsx';
import type { Shown } from './shown.ts';

export async function makePreview({ visit, one, of, request }: Shown): Promise<Child> {
  const { vault, language } = visit;
  const w = importsWords(language);
  const { found, why, question } = one.about;
  const lines = await vault.store.read(async db => readLines(db, await makeOwnGrant(db, visit, of), one));
  const wanted = listWanted(one);
  const others = (found?.kinds ?? []).filter(kind => !wanted.includes(kind));
  const isBrought = wanted.some(isBroughtTogether);
  return (
    <>
      {why !== undefined && (
        <p class="notice bad" role="alert">
          {w.faults[why]} {w.readSoFar}
        </p>
      )}
      {(found?.about ? [] : (found?.people ?? []))
        .filter(person => !isLikeName(person, of.record.name))
        .map(person => (
          <p class="notice bad" role="alert">
            {w.aboutAnother(person, of.record.name)}
          </p>
        ))}
      <Form visit={visit} action={importHref(one.id)} request={request}>
        {wanted.length > 0 ? (
          <>
            <p class="lead">{w.previewLead}</p>
            <fieldset>
              <legend>{w.kinds}</legend>
              {wanted.map((kind, i) => (
                <Kind visit={visit} kind={kind} lines={lines.get(kind)} index={i} />
              ))}
            </fieldset>
            <People visit={visit} one={one} recordName={of.record.name} />
            <Proposed visit={visit} one={one} />
            <Sources visit={visit} one={one} />
          </>
        ) : (
          <p class="lead">{w.nothingNew}</p>
        )}
        <Others visit={visit} kinds={others} />
        <NotUnderstood visit={visit} leftOut={found?.leftOut ?? []} />
        <div class="decision">
          {wanted.length > 0 && (
            <button type="submit" name="do" value="write">
              {w.write}
            </button>
          )}
          <button type="submit" name="do" value="drop" class="second">
            {w.drop1}
          </button>
          {question && (
            <button type="submit" name="do" value="columns" class="second">
              {w.columnsAgain}
            </button>
          )}
        </div>
        {isBrought && !one.about.options.keepsRaw && (
          <div class="after">
            <p class="hint">{w.rawHint}</p>
            <button type="submit" name="do" value="raw" class="second">
              {w.raw}
            </button>
          </div>
        )}
      </Form>
    </>
  );
}

interface KindProps {
  readonly visit: SignedInVisit;
  readonly kind: KindFound;
  readonly lines: Lines | undefined;
  readonly index: number;
}

function Kind({ visit, kind, lines: { lines, pairs } = { lines: [], pairs: [] }, index }: KindProps) {
  const { language } = visit;
  const w = importsWords(language);
  const { typeId, readings, from, to } = kind;
  const told = [
    ...sayCounts(visit, kind),
    ...(from !== undefined && to !== undefined
      ? [
          from === to
            ? sayShortDay(from, language)
            : w.span(sayShortDay(from, language), sayShortDay(to, language)),
        ]
      : []),
    ...(isBroughtTogether(kind) ? [w.readings(readings)] : []),
  ];
  const id = `kind-${index}`;
  return (
    <div class="import-kind">
      <div class="choice">
        <input type="checkbox" id={id} name="kind" value={typeId} checked />
        <label for={id}>
          {nameTypeId(typeId, language)}
          <span class="hint">{told.join(' · ')}</span>
        </label>
      </div>
      <OneByOne visit={visit} kind={kind} lines={lines} />
      <Pairs visit={visit} kind={kind} pairs={pairs} />
    </div>
  );
}

/** Are items of a kind made of several readings each? */
function isBroughtTogether({ counts, readings }: KindFound): boolean {
  return readings > counts.new + counts.changed + (counts.similar ?? 0);
}

function sayCounts({ language }: SignedInVisit, { counts }: KindFound): string[] {
  const w = importsWords(language);
  return decisions.flatMap(name => (counts[name] > 0 ? [w.counts[name](counts[name])] : []));
}

interface OneByOneProps extends Pick<KindProps, 'visit' | 'kind'> {
  readonly lines: readonly Line[];
}

function OneByOne({ visit, kind, lines }: OneByOneProps) {
  const w = importsWords(visit.language);
  if (lines.length === 0) return null;
  if (!isListed(kind))
    return (
      <div class="glimpse">
        <p>{w.examples}</p>
        <ul>
          {lines.map(line => (
            <li>{sayLine(line, visit.language)}</li>
          ))}
        </ul>
      </div>
    );
  return (
    <details class="more">
      <summary>{w.oneByOne}</summary>
      {lines.map(line => (
        <TickedLine visit={visit} line={line} text={sayLine(line, visit.language)} />
      ))}
    </details>
  );
}

function Sources({ visit, one }: { visit: SignedInVisit; one: Import }) {
  const w = importsWords(visit.language);
  const sources = one.about.found?.sources ?? [];
  if (sources.length < 2) return null;
  return (
    <fieldset>
      <legend>{w.sources}</legend>
      {sources.map(({ name, count }, i) => (
        <div class="choice">
          <input type="checkbox" id={`source-${i}`} name="source" value={name} checked />
          <label for={`source-${i}`}>
            {name || w.noSource}
            <span class="hint">{w.counts.new(count)}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** Of a file of several people what is about the person of the record is taken, and nobody else's unless they are ticked. */
function People({ visit, one, recordName }: { visit: SignedInVisit; one: Import; recordName: string }) {
  const w = importsWords(visit.language);
  const { about = [] } = one.about.found ?? {};
  if (about.length === 0) return null;
  const others = listOtherPeople({ about }, recordName);
  return (
    <fieldset>
      <legend>{w.about}</legend>
      <p class="hint">{w.aboutHint(recordName)}</p>
      {about.map(({ name, count }, i) => (
        <div class="choice">
          <input
            type="checkbox"
            id={`person-${i}`}
            name="person"
            value={name}
            checked={!others.includes(name)}
          />
          <label for={`person-${i}`}>
            {name || w.noPerson}
            <span class="hint">{w.counts.new(count)}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** Nothing of them is added unless its person says so. */
function Proposed({ visit, one }: { visit: SignedInVisit; one: Import }) {
  const w = importsWords(visit.language);
  const proposed = one.about.found?.proposed ?? [];
  if (proposed.length === 0) return null;
  return (
    <fieldset>
      <legend>{w.proposed}</legend>
      <p class="hint">{w.proposedHint}</p>
      {proposed.map(({ name, count }, i) => (
        <div class="choice">
          <input type="checkbox" id={`proposed-${i}`} name="proposed" value={name} />
          <label for={`proposed-${i}`}>
            {name || w.noSource}
            <span class="hint">{w.counts.new(count)}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

function Others({ visit, kinds }: { visit: SignedInVisit; kinds: readonly KindFound[] }) {
  const w = importsWords(visit.language);
  if (kinds.length === 0) return null;
  return (
    <details class="more">
      <summary>{w.others}</summary>
      <ul>
        {kinds.map(kind => (
          <li>{`${nameTypeId(kind.typeId, visit.language)}: ${sayCounts(visit, kind).join(', ')}`}</li>
        ))}
      </ul>
    </details>
  );
}

/** Of each reason, so many are named. */
const namedMax = 12;

function NotUnderstood({ visit, leftOut }: { visit: SignedInVisit; leftOut: readonly LeftOut[] }) {
  const w = importsWords(visit.language);
  if (leftOut.length === 0) return null;
  const reasons = [...new Set(leftOut.map(({ why }) => why))];
  const count = (of: readonly LeftOut[]) => of.reduce((sum, one) => sum + one.count, 0);
  return (
    <details class="more">
      <summary>{w.leftOut(count(leftOut))}</summary>
      <ul>
        {reasons.map(why => {
          const of = leftOut.filter(one => one.why === why).sort((a, b) => b.count - a.count);
          const names = of.filter(({ what }) => what !== '').slice(0, namedMax);
          return (
            <li>
              {`${w.why[why]} (${count(of).toLocaleString(visit.language)})`}
              {names.length > 0 && (
                <span class="hint">
                  {names.map(({ what, count }) => (count > 1 ? `${what} × ${count}` : what)).join(', ')}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** What was shown with a box to tick, and came without; of what is proposed, what came with. */
export function readUnticked(one: Import, form: URLSearchParams): Unticked {
  const wanted = listWanted(one);
  const without = (shown: readonly string[], name: string) => {
    const ticked = new Set(form.getAll(name));
    return shown.filter(value => !ticked.has(value));
  };
  const { sources = [], proposed = [], about = [] } = one.about.found ?? {};
  const listed = wanted.flatMap(listAsked);
  const answered = (what: string) => listed.filter(line => form.get(`similar-${line}`) === what);
  return {
    typeIds: without(
      wanted.map(({ typeId }) => typeId),
      'kind',
    ),
    sources:
      sources.length < 2
        ? []
        : without(
            sources.map(({ name }) => name),
            'source',
          ),
    lines: without(
      listed.filter(line => !form.has(`similar-${line}`)),
      'line',
    ),
    replacing: answered('replace'),
    beside: answered('add'),
    keeping: answered('keep'),
    ...(about.length > 0 && {
      people: without(
        about.map(({ name }) => name),
        'person',
      ),
    }),
    ...(proposed.length > 0 && { proposed: form.getAll('proposed') }),
  };
}
