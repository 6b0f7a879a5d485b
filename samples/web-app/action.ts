// What the Shell returns to the action URL, and what is to be done about it.
import { problemPage, textPage } from './pages.ts';
import type { Session } from './sessions.ts';

export type Next =
  /** A page of the diary. */
  | { readonly to: string }
  /** The Shell again, and then a page of the diary. */
  | { readonly signIn: string }
  | { readonly page: string };

/** @param returned the parameters the person came back with */
export function comeBack(returned: URLSearchParams, session: Session): Next {
  const actionqs = new URLSearchParams(returned.get('actionqs') ?? '');
  const isAsked = actionqs.get('state') === session.state;
  const wanted = ownPage(actionqs.get('to'));
  // The Shell writes targets in one way, its documentation in another.
  switch (returned.get('target')?.toLowerCase()) {
    case 'appauthsuccess':
    case 'selectedrecordchanged': {
      const token = returned.get('wctoken');
      // Somebody else's link could bring somebody else's token; the Shell knows who really is there.
      if (!token || !isAsked) return { signIn: wanted };
      session.token = token;
      session.recordId = undefined;
      return { to: wanted };
    }
    case 'appauthreject': {
      const isNew = returned.get('targetdetails')?.toLowerCase() === 'createaccountsuccess';
      const welcome = isNew ? 'Your account was created. ' : '';
      return { page: textPage('Not allowed', `${welcome}Without your consent the diary shows nothing.`) };
    }
    case 'appauthinvalidrecord':
      return { page: problemPage('This record is not one you can choose.') };
    case 'signout':
      session.token = undefined;
      session.recordId = undefined;
      return { page: textPage('Signed out', 'You are signed out of the diary and of the Shell.') };
    case 'editrecordcomplete':
    case 'editrecordcancel':
    case 'sharerecordsuccess':
    case 'reconcilecomplete':
    case 'reconcilecanceled':
      return { to: wanted };
    case 'sharerecordfailed':
      return { page: problemPage('The invitation was not sent.') };
    case 'reconcilefailure':
      return { page: problemPage('The document could not be taken over into the record.') };
    case 'privacy':
      return { to: '/privacy' };
    case 'serviceagreement':
      return { to: '/terms' };
    default:
      return { to: '/' };
  }
}

/** A page of this site; whatever leads elsewhere leads home. */
function ownPage(wanted: string | null): string {
  const here = 'http://diary.invalid';
  const url = URL.canParse(wanted ?? '', here) ? new URL(wanted ?? '', here) : undefined;
  return url?.origin === here ? url.pathname + url.search : '/';
}
