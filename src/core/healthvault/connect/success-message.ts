// What an application tells those who connected a record or picked up a package: what its master registered for it, in
// the person's language where there is one, or what its operator did.
import type { AppText } from '../../applications/app-text.ts';
import type { Application } from '../../applications/application.ts';
import { convertToPlainText } from '../../applications/texts.ts';
import type { Reader } from '../../store.ts';

/** As paragraphs of plain text; none when the application has nothing to say. */
export async function readSuccessMessage(
  db: Reader,
  { id, connectMessage = '' }: Application,
  language: string,
): Promise<string[]> {
  const registered = inLanguage(await db.applicationTexts.of(id, ['dtc-success-message']), language);
  return (registered === undefined ? connectMessage : plainText(registered))
    .split(/\n+/)
    .map(paragraph => paragraph.replace(/[ \t\r]+/g, ' ').trim())
    .filter(paragraph => paragraph !== '');
}

/** Those for all languages come first, so the last that fits is the closest. */
function inLanguage(texts: readonly AppText[], language: string): AppText | undefined {
  return (
    texts.findLast(text => text.language === '' || text.language.split('-', 1)[0] === language) ?? texts[0]
  );
}

/** Pages show no mark-up of others: of a message in HTML the words are left, a paragraph a block. */
function plainText({ content, contentType = '' }: AppText): string {
  return convertToPlainText(contentType, content.toString());
}
