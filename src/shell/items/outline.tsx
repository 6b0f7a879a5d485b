// A document of another standard, or free content, as a text that can be read: a clinical document by its title, its
// people and the narrative of its sections; whatever else stands in it is in an outline below.
import type { Language } from '../../locales/language.ts';
import { itemWords } from '../../locales/words.ts';
import { sayClinicalDate } from './clinical-date.ts';
import {
  type Branch,
  countParts,
  drawnMax,
  find,
  findChildren,
  getAllText,
  readOutline,
} from './xml-outline.ts';

/** @param isNamed is the element's own name to be told, where nothing else says what it is? */
export function Outline({ xml, language, isNamed }: { xml: string; language: Language; isNamed?: boolean }) {
  const root = readOutline(xml);
  if (!root || countParts(root) > drawnMax) return <p class="hint">{itemWords(language).tooLarge}</p>;
  if (!isNamed) return <Branches of={root} />;
  return (
    <ul class="outline">
      <Named of={root} />
    </ul>
  );
}

/** A CCR, CCD or CDA. */
export function DocumentText({ xml, language }: { xml: string; language: Language }) {
  return <DocumentOf root={readOutline(xml)} language={language} />;
}

/** @param root undefined for what cannot be read */
export function DocumentOf({ root, language }: { root: Branch | undefined; language: Language }) {
  const w = itemWords(language);
  const isClinical = root?.element === 'ClinicalDocument';
  const isWhole = root && countParts(root) <= drawnMax;
  if (!root || (!isClinical && !isWhole)) return <p class="hint">{w.tooLarge}</p>;
  return (
    <div class="document">
      {isClinical ? <Clinical of={root} language={language} /> : <CareRecord of={root} language={language} />}
      {isClinical && (
        <details class="more">
          <summary>{w.wholeDocument}</summary>
          {isWhole ? <Branches of={root} /> : <p class="hint">{w.tooLarge}</p>}
        </details>
      )}
    </div>
  );
}

/** What a CCR says of the person, section by section; who and what else it names is folded away. */
function CareRecord({ of, language }: { of: Branch; language: Language }) {
  const body = findChildren(of, 'Body')[0];
  const others = of.children.filter((child): child is Branch => typeof child !== 'string' && child !== body);
  return (
    <>
      {body?.children.map(section =>
        typeof section === 'string' ? <p>{section}</p> : <CareSection of={section} />,
      )}
      <details class="more" open={body === undefined}>
        <summary>{itemWords(language).aboutDocument}</summary>
        {others.map(other => (
          <CareSection of={other} />
        ))}
      </details>
    </>
  );
}

/** Each entry under what it calls itself, if it does. */
function CareSection({ of }: { of: Branch }) {
  const hasEntries = of.children.some(child => typeof child !== 'string' && entryName(child));
  return (
    <section class="doc-part">
      <h2>{of.name}</h2>
      {hasEntries ? (
        of.children.map(entry => {
          if (typeof entry === 'string') return <p>{entry}</p>;
          const name = entryName(entry);
          return (
            <>
              <h3>{name ?? entry.name}</h3>
              <Branches of={entry} />
            </>
          );
        })
      ) : (
        <Branches of={of} />
      )}
    </section>
  );
}

function entryName(of: Branch): string | undefined {
  const [product] = findChildren(of, 'Product');
  const [name] = product ? findChildren(product, 'ProductName') : findChildren(of, 'Description');
  const text = name && findChildren(name, 'Text')[0];
  return text && getAllText(text);
}

function Clinical({ of, language }: { of: Branch; language: Language }) {
  const w = itemWords(language);
  const patient = find(of, 'patient') ?? find(of, 'patientRole');
  const author = find(of, 'assignedAuthor');
  const keeper = find(of, 'representedCustodianOrganization');
  const facts = [
    [w.documentDate, sayClinicalDate(valueIn(findChildren(of, 'effectiveTime')[0]), language)],
    [w.patient, patient && nameIn(patient)],
    [w.born, sayClinicalDate(valueIn(patient && find(patient, 'birthTime')), language)],
    [w.author, author && nameIn(author)],
    [w.keptBy, keeper && nameIn(keeper)],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  const body = find(of, 'structuredBody');
  return (
    <>
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([label, text]) => (
            <div>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {body && <Sections of={body} isOuter />}
    </>
  );
}

function valueIn(of: Branch | undefined): string | undefined {
  return of?.attributes.find(({ name }) => name === 'Value')?.value;
}

function nameIn(of: Branch): string | undefined {
  const name = find(of, 'name');
  return name && getAllText(name);
}

/** Of a body, and sections inside a section. */
function Sections({ of, isOuter }: { of: Branch; isOuter?: boolean }) {
  const inside = findChildren(of, 'component').flatMap(component => findChildren(component, 'section'));
  return (
    <>
      {inside.map(section => {
        const title = findChildren(section, 'title')[0];
        const text = findChildren(section, 'text')[0];
        return (
          <section class="doc-part">
            {title && (isOuter ? <h2>{getAllText(title)}</h2> : <h3>{getAllText(title)}</h3>)}
            {text && <Narrative of={text} />}
            <Sections of={section} />
          </section>
        );
      })}
    </>
  );
}

/** The text of a section, in the few elements that HL7 has for it. */
function Narrative({ of }: { of: Branch }) {
  return <div class="narrative">{inside(of)}</div>;
}

function inside(of: Branch): unknown[] {
  if (of.children.length === 0) return of.text === '' ? [] : [of.text];
  return of.children.map(child => (typeof child === 'string' ? child : narrated(child)));
}

function narrated(of: Branch) {
  switch (of.element) {
    case 'paragraph':
      return <p>{inside(of)}</p>;
    case 'br':
      return <br />;
    case 'list':
      return (
        <ul>
          {findChildren(of, 'item').map(item => (
            <li>{inside(item)}</li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <div class="scrolls" tabindex={0}>
          <table class="narrated">
            {['thead', 'tbody', 'tfoot'].flatMap(part => findChildren(of, part)).map(rowsOf)}
            {findChildren(of, 'tr').map(rowOf)}
          </table>
        </div>
      );
    case 'caption':
      return <p class="hint">{inside(of)}</p>;
    default:
      return <span>{inside(of)} </span>;
  }
}

function rowsOf(part: Branch) {
  const rows = findChildren(part, 'tr').map(rowOf);
  return part.element === 'thead' ? <thead>{rows}</thead> : <tbody>{rows}</tbody>;
}

function rowOf(row: Branch) {
  return (
    <tr>
      {row.children.map(cell => {
        if (typeof cell === 'string') return null;
        return cell.element === 'th' ? <th scope="col">{inside(cell)}</th> : <td>{inside(cell)}</td>;
      })}
    </tr>
  );
}

/** Everything there is, name beside text. */
function Branches({ of }: { of: Branch }) {
  if (of.children.length === 0 && of.attributes.length === 0) return <p class="letter">{of.text || '–'}</p>;
  return (
    <ul class="outline">
      {of.attributes.map(({ name, value }) => (
        <li>
          <span class="outline-name">{name}</span> {value}
        </li>
      ))}
      {of.text !== '' && <li class="letter">{of.text}</li>}
      {of.children.map(child =>
        typeof child === 'string' ? <li class="letter">{child.trim()}</li> : <Named of={child} />,
      )}
    </ul>
  );
}

function Named({ of }: { of: Branch }) {
  const text = plainText(of);
  return (
    <li>
      <span class="outline-name">{of.name}</span>{' '}
      {text !== undefined ? <span class="letter">{text}</span> : <Branches of={of} />}
    </li>
  );
}

/** Of what is a text and nothing else; in a CCR the text is inside an element of that name. */
function plainText({ children, attributes, text }: Branch): string | undefined {
  if (attributes.length > 0 || children.length > 1) return undefined;
  const [only] = children;
  if (only === undefined) return text;
  if (typeof only === 'string' || only.element !== 'Text') return undefined;
  return plainText(only);
}
