// A box for words above a list of documents or items. No address has the words.
import { paperWords } from '../../../locales/words.ts';
import { Input } from '../../kit/fields.tsx';
import { Form } from '../../kit/layout.tsx';
import type { Visit } from '../../web/visit.ts';
import { wordsMax } from '../filter.ts';
import { sealInto } from '../place.ts';

interface FindFormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly recordId: string;
  readonly words: string;
}

export function FindForm({ visit, action, recordId, words }: FindFormProps) {
  const w = paperWords(visit.language);
  return (
    <Form visit={visit} action={action}>
      <input type="hidden" name="record" value={recordId} />
      <div class="in-row">
        <Input name="words" label={w.find} value={words} maxlength={wordsMax} type="search" errors={{}} />
        <button type="submit" name="do" value="find" class="second">
          {w.findButton}
        </button>
      </div>
    </Form>
  );
}

/** What the address of the list has of a form. */
export function readWords(visit: Visit, form: URLSearchParams): string {
  const words = (form.get('words') ?? '').trim().slice(0, wordsMax);
  return words === '' ? '' : `?find=${sealInto(visit, 'words', words)}`;
}
