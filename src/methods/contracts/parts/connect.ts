// Texts of connect requests and packages, of a length that a page can show.
import { limitedString } from '../../../schema/text.ts';

const maxLength = 1000;

export const invitationText = limitedString({ minLength: 1, maxLength });

/** Questions and answers: an empty one has a status of its own. */
export const verificationText = limitedString({ maxLength });
