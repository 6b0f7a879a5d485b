// The alternate id in a request. A missing or blank one has a status of its own.
import { optional, seq } from '../../../schema/sequence.ts';
import { limitedString } from '../../../schema/text.ts';

const maxLength = 255;

export const alternateIdRequest = seq({ 'alternate-id': optional(limitedString({ maxLength })) });

/** In answers, where none is blank. */
export const alternateId = limitedString({ minLength: 1, maxLength, nonBlank: true });
