// A small picture of a study, which leads to all of its pictures.
import type { Language } from '../../../locales/language.ts';
import { picturesWords } from '../../../locales/words.ts';
import { previewOf, studyHref } from './links.ts';

export function StudyPicture({ id, language }: { id: string; language: Language }) {
  return (
    <a class="study-picture" href={studyHref(id)}>
      <img src={previewOf(id)} alt={picturesWords(language).open} loading="lazy" width="96" height="96" />
    </a>
  );
}
