// The forms of the page of logos and statements: what is there, what waits for the operator, and what can be done with it.

import { getNamed } from '../../../assume.ts';
import type { AppText } from '../../../core/applications/app-text.ts';
import type { LogoKind } from '../../../core/applications/logos.ts';
import type { OwnFileKind, StatementKind } from '../../../core/applications/own-files.ts';
import { convertToPlainText } from '../../../core/applications/texts.ts';
import { sayOf } from '../../../locales/colon.ts';
import { appChangesWords, appearanceWords, frameWords } from '../../../locales/words.ts';
import { type FieldErrors, Input, Select, TextArea } from '../../kit/fields.tsx';
import type { Values } from '../../kit/form-definition.tsx';
import { Form } from '../../kit/layout.tsx';
import { LogoImage } from '../../kit/logo.tsx';
import { Marks, makeMark, makeMarks } from '../../kit/meanwhile.tsx';
import type { Visit } from '../../web/visit.ts';
import { StatementText } from '../statements/statement-text.tsx';
import type { OwnApp } from './own.tsx';

export const logoBounds: Readonly<Record<LogoKind, { width: number; height: number }>> = {
  'small-logo': { width: 96, height: 96 },
  'large-logo': { width: 120, height: 60 },
};

/** Where its developers see the logos of an application. */
export function getLogosAddress({ app }: OwnApp): string {
  return `/develop/${app.id}/logo`;
}

/** What was sent, where it could not be taken. */
export interface Refused {
  readonly kind: OwnFileKind;
  readonly errors: FieldErrors;
  /** Of a statement: what was typed, and the marks of the form it is shown in again. */
  readonly values?: Values;
  readonly marks?: Values | undefined;
}

export interface FormProps {
  readonly visit: Visit;
  readonly of: OwnApp;
  readonly language: string;
  readonly errors: FieldErrors;
}

interface LogoProps extends FormProps {
  readonly kind: LogoKind;
  readonly there: AppText | undefined;
  /** What waits in its place. */
  readonly proposed: AppText | undefined;
}

export function LogoForms(props: LogoProps) {
  const { visit, of, kind, there, proposed, errors } = props;
  const w = appearanceWords(visit.language);
  const { width, height } = logoBounds[kind];
  const at = getLogosAddress(of);
  const seen = <Marks marks={{ [kind]: makeLogoMark(there, proposed) }} />;
  return (
    <section>
      <h4>{w.kinds[kind]}</h4>
      {proposed ? (
        <BeforeAndAfter {...props} proposed={proposed} />
      ) : (
        <p>
          <LogoImage at={at} logo={there} alt={w.kinds[kind]} none={w.none} />
        </p>
      )}
      <Form visit={visit} action={at} upload>
        <Which {...props} />
        {seen}
        <Input
          name={kind}
          label={w.file}
          hint={w.fileHint(width, height)}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          errors={errors}
        />
        <button type="submit">{w.upload}</button>
      </Form>
      {proposed && (
        <Form visit={visit} action={`${at}/take-back`}>
          <Which {...props} />
          {seen}
          <button type="submit" class="second">
            {w.takeBack}
          </button>
        </Form>
      )}
      {there && !proposed && (
        <Form visit={visit} action={`${at}/remove`}>
          <Which {...props} />
          {seen}
          <button type="submit" class="second">
            {w.remove}
          </button>
        </Form>
      )}
    </section>
  );
}

/** Of a logo and what waits in its place, as a form was drawn with them. */
export function makeLogoMark(there: AppText | undefined, proposed: AppText | undefined): string {
  return makeMark([there, proposed].map(logo => logo?.content.toString('base64') ?? 'none').join(' '));
}

function Which({ kind, language }: { kind: OwnFileKind; language: string }) {
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="language" value={language} />
    </>
  );
}

function BeforeAndAfter({ visit, of, kind, there, proposed }: LogoProps & { proposed: AppText }) {
  const w = appChangesWords(visit.language);
  const what = appearanceWords(visit.language).kinds[kind];
  const image = (logo: AppText | undefined, label: string) => (
    <LogoImage at={getLogosAddress(of)} logo={logo} alt={sayOf(what, label, visit.language)} none={w.none} />
  );
  return (
    <dl class="facts">
      <div>
        <dt>{w.now}</dt>
        <dd>{image(there, w.now)}</dd>
      </div>
      <div>
        <dt>{w.proposed}</dt>
        <dd>{image(proposed, w.proposed)}</dd>
      </div>
    </dl>
  );
}

interface StatementProps extends FormProps {
  readonly kind: StatementKind;
  readonly there: AppText | undefined;
  readonly refused: Refused | undefined;
}

/** The field that says whether a statement is in HTML. */
export function getFormField(kind: StatementKind): string {
  return `${kind}-type`;
}

export function readStatementValues(kind: StatementKind, there: AppText | undefined): Values {
  return {
    [kind]: there?.content.toString() ?? '',
    [getFormField(kind)]: there?.contentType ?? 'text/plain',
  };
}

export function StatementForm({ visit, of, kind, language, there, refused, errors }: StatementProps) {
  const w = appearanceWords(visit.language);
  const present = readStatementValues(kind, there);
  const values = refused?.values ?? present;
  return (
    <section>
      <h4>{w.kinds[kind]}</h4>
      {there?.contentType === 'text/html' && (
        <details class="more">
          <summary>{w.preview}</summary>
          <div class="statement">
            <StatementText text={convertToPlainText(there.contentType, there.content.toString())} />
          </div>
        </details>
      )}
      <Form visit={visit} action={`/develop/${of.app.id}/statement`}>
        <Which kind={kind} language={language} />
        <Marks marks={refused?.marks ?? makeMarks(present)} />
        <TextArea
          name={kind}
          label={w.text}
          value={values[kind]}
          rows={6}
          errors={errors}
          optional={frameWords(visit.language).optional}
        />
        <Select
          name={getFormField(kind)}
          label={w.form}
          hint={w.htmlHint}
          options={[
            { value: 'text/plain', label: w.plain },
            { value: 'text/html', label: w.html },
          ]}
          value={getNamed(values, getFormField(kind))}
          errors={errors}
        />
        <button type="submit">{w.save}</button>
      </Form>
    </section>
  );
}
