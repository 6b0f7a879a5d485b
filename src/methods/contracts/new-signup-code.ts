// NewSignupCode.
import { secret } from '../../schema/schema.ts';
import { seq } from '../../schema/sequence.ts';
import { string } from '../../schema/text.ts';
import { noInfo } from './parts/no-info.ts';

export const newSignupCode = { 1: { request: noInfo, response: seq({ 'signup-code': secret(string) }) } };
