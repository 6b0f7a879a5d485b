// What core asks of the world for summaries.
import type { Language } from '../../locales/language.ts';
import type { Grant } from '../authorization/grant.ts';

/** The summary for the doctor as PDF, with what the grant opens: as its page gives it. */
export type PrintSummary = (grant: Grant, language: Language) => Promise<Buffer>;
