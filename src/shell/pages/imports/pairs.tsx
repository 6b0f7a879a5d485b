// Lines of a preview: those that stand alone, and those beside what they change in the record or are similar to, field by field.
import { isFixed } from '../../../core/imports/compare.ts';
import type { KindFound } from '../../../core/imports/import.ts';
import type { Line, Pair } from '../../../core/imports/look.ts';
import { summarise } from '../../../core/things/short-form.ts';
import type { Language } from '../../../locales/language.ts';
import { importsWords, itemWords } from '../../../locales/words.ts';
import { readValue } from '../../../things/data.ts';
import { currentVersion, getVersion } from '../../../things/index.ts';
import { buildTree, type Node } from '../../items/data-tree.ts';
import { getTime, sayShortDay } from '../../items/dates.ts';
import { type Difference, listDifferences } from '../../items/differences.ts';
import { readCommon } from '../../items/item.tsx';
import { Select } from '../../kit/fields.tsx';
import { Table } from '../../kit/kit.tsx';
import type { SignedInVisit } from '../../web/visit.ts';

interface Props {
  readonly visit: SignedInVisit;
}

export function Pairs({ visit, kind, pairs }: Props & { kind: KindFound; pairs: readonly Pair[] }) {
  const w = importsWords(visit.language).pairs;
  const similar = pairs.filter(({ decision }) => decision !== 'changed');
  const changed = pairs.filter(({ decision }) => decision === 'changed');
  const rest = (kind.counts.similar ?? 0) - similar.length;
  return (
    <>
      {similar.length > 0 && (
        <details class="more" open>
          <summary>{w.similarTitle}</summary>
          <p class="hint">{w.similarLead}</p>
          {similar.map(pair => (
            <Similar visit={visit} pair={pair} />
          ))}
        </details>
      )}
      {rest > 0 && <p class="hint">{w.rest(rest)}</p>}
      {changed.length > 0 && (
        <details class="more" open>
          <summary>{w.changedTitle}</summary>
          <p class="hint">{w.changedLead}</p>
          {changed.map(pair => (
            <div class="pair">
              <BothSides visit={visit} pair={pair} />
              <TickedLine visit={visit} line={pair} text={`${w.take}: ${sayLine(pair, visit.language)}`} />
            </div>
          ))}
        </details>
      )}
    </>
  );
}

export function TickedLine({ line, text }: Props & { line: Line; text: string }) {
  const id = `line-${line.name.replace('.', '-')}`;
  return (
    <div class="choice">
      <input type="checkbox" id={id} name="line" value={line.name} checked />
      <label for={id}>{text}</label>
    </div>
  );
}

/** What is there stays unless its person wants it otherwise. */
function Similar({ visit, pair }: Props & { pair: Pair }) {
  const { language } = visit;
  const w = importsWords(language).similar;
  const isOne = getVersion(pair.there.typeId).type.singleton;
  const answers = (['keep', 'replace', 'add'] as const).filter(
    answer => !(answer === 'replace' && isFixed(pair.there)) && !(answer === 'add' && isOne),
  );
  return (
    <div class="pair">
      <BothSides visit={visit} pair={pair} />
      <Select
        name={`similar-${pair.name}`}
        label={sayLine(pair, language)}
        errors={{}}
        value="keep"
        options={answers.map(value => ({ value, label: w[value] }))}
      />
    </div>
  );
}

function BothSides({ visit, pair }: Props & { pair: Pair }) {
  const { language } = visit;
  const w = importsWords(language).pairs;
  const words = itemWords(language);
  const { there, candidate } = pair;
  const { type } = getVersion(candidate.typeId);
  const treeOf = (typeId: string, dataXml: string, beside: Beside): Node[] => [
    ...buildTree(type, currentVersion(type), readValue(type, { typeId, dataXml }), language),
    ...sayBeside(beside, language),
  ];
  const found = listDifferences(
    treeOf(there.typeId, there.dataXml, readCommon(there)),
    treeOf(candidate.typeId, candidate.xml, candidate),
  );
  return (
    <>
      <p class="pair-name">{importsWords(language).similar.has(summarise(there, language))}</p>
      {found.length === 0 ? (
        <p class="hint">{candidate.file ? w.otherFile : w.sameFields}</p>
      ) : (
        <details class="more" open={found.length <= openMax}>
          <summary>{w.differs(found.length)}</summary>
          <Table
            caption=""
            rows={found}
            columns={[
              { label: words.field, cell: ({ label }: Difference) => label },
              { label: w.there, cell: ({ before }) => <span class="letter">{before ?? words.nothing}</span> },
              { label: w.file, cell: ({ after }) => <span class="letter">{after ?? words.nothing}</span> },
            ]}
          />
        </details>
      )}
    </>
  );
}

/** Where more fields differ, they are opened one pair at a time. */
const openMax = 8;

interface Beside {
  readonly note?: string | undefined;
  readonly source?: string | undefined;
}

function sayBeside({ note, source }: Beside, language: Language): Node[] {
  const w = itemWords(language);
  const nodes: Node[] = [];
  if (note) nodes.push({ at: 'note', label: w.note, text: note, children: [] });
  if (source) nodes.push({ at: 'source', label: w.source, text: source, children: [] });
  return nodes;
}

/** When, what and who says so. */
export function sayLine({ candidate }: Line, language: Language): string {
  const { effectiveDate, typeId, xml, source } = candidate;
  const when =
    effectiveDate &&
    [sayShortDay(effectiveDate, language), getTime(effectiveDate)].filter(Boolean).join(', ');
  return [when, summarise({ typeId, dataXml: xml }, language), source].filter(Boolean).join(' · ');
}
