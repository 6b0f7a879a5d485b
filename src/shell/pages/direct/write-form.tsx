// The form of a message: to whom, what it says, and what of the record goes along.

import type { Correspondent } from '../../../core/direct/correspondents.ts';
import type { Language } from '../../../locales/language.ts';
import { directWriteWords, frameWords } from '../../../locales/words.ts';
import { uploadPath } from '../../items/upload/upload.tsx';
import {
  Choices,
  ErrorSummary,
  type FieldErrors,
  Input,
  type Option,
  TextArea,
  Tick,
} from '../../kit/fields.tsx';
import { Form } from '../../kit/layout.tsx';
import type { SignedInVisit } from '../../web/visit.ts';
import { type Draft, subjectCharactersMax, summaryKinds, textCharactersMax } from './draft.ts';
import { writePath } from './paths.ts';
import { sayLine } from './said.ts';

/** What may be chosen. */
export interface Offered {
  readonly recordId: string;
  readonly recordName: string;
  readonly known: readonly Correspondent[];
  /** Documents of the record, and items that somebody came with. */
  readonly things: readonly Option[];
}

interface WriteFormProps {
  readonly visit: SignedInVisit;
  readonly draft: Draft;
  readonly offered: Offered;
  readonly errors: FieldErrors;
}

export function WriteForm({ visit, draft, offered, errors }: WriteFormProps) {
  const { language } = visit;
  const w = directWriteWords(language);
  return (
    <>
      <ErrorSummary errors={errors} language={language} />
      <Form visit={visit} action={writePath} byButton>
        <input type="hidden" name="record" value={offered.recordId} />
        <input type="hidden" name="once" value={draft.once} />
        {draft.reply !== undefined && <input type="hidden" name="reply" value={draft.reply} />}
        <Recipients draft={draft} offered={offered} errors={errors} language={language} />
        <Input
          name="subject"
          label={w.subject}
          value={draft.subject}
          maxlength={subjectCharactersMax}
          autocomplete="off"
          errors={errors}
        />
        <TextArea
          name="text"
          label={w.text}
          hint={w.textHint}
          value={draft.text}
          rows={8}
          maxlength={textCharactersMax}
          errors={errors}
        />
        <Along draft={draft} offered={offered} errors={errors} language={language} />
        <div class="decision">
          <button type="submit" name="do" value="check">
            {w.goOn}
          </button>
        </div>
      </Form>
    </>
  );
}

interface PartProps extends Omit<WriteFormProps, 'visit'> {
  readonly language: Language;
}

function Recipients({ draft, offered: { known }, errors, language }: PartProps) {
  const w = directWriteWords(language);
  const to = (
    <Input
      name="to"
      label={known.length > 0 ? w.otherTo : w.to}
      hint={w.toHint}
      value={draft.to}
      inputmode="email"
      autocomplete="off"
      errors={errors}
      optional={known.length > 0 ? frameWords(language).optional : undefined}
    />
  );
  if (known.length === 0) return to;
  const options = known.map(({ name, address }) => ({
    value: address.toLowerCase(),
    label: sayLine(name) || sayLine(address),
    hint: name === '' ? undefined : sayLine(address),
  }));
  return (
    <Choices
      name="known"
      label={w.known}
      hint={w.knownHint}
      errors={errors}
      options={options}
      chosen={draft.known}
      several
    >
      {to}
    </Choices>
  );
}

function Along({ draft, offered, errors, language }: PartProps) {
  const w = directWriteWords(language);
  const { recordName, things } = offered;
  return (
    <>
      <Choices
        name="along"
        label={w.along}
        hint={w.of(recordName)}
        errors={errors}
        options={summaryKinds.map(value => ({ value, ...w.summaries[value] }))}
        chosen={draft.summaries}
        several
      />
      <details class="more" open={draft.thingIds.length > 0 || draft.isPacked}>
        <summary>{w.documents}</summary>
        {things.length > 0 && (
          <Choices
            name="thing"
            label={w.whichDocuments}
            hint={w.documentsHint}
            errors={errors}
            options={things}
            chosen={draft.thingIds}
            several
          />
        )}
        <Tick name="pack" label={w.pack} hint={w.packHint} checked={draft.isPacked} />
        <p>
          <a href={uploadPath} target="_blank" rel="noopener">
            {w.addDocument}
          </a>
          <span class="hint">{w.addDocumentHint}</span>
        </p>
        <button type="submit" name="do" value="show" class="second">
          {w.showNew}
        </button>
      </details>
    </>
  );
}
