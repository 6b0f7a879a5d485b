// AddApplication: both versions take the same.
import { seq } from '../../schema/sequence.ts';
import { guid } from '../../schema/text.ts';
import { newApplication } from './parts/application.ts';

const contract = { request: newApplication, response: seq({ id: guid }) };

export const addApplication = { 1: contract, 2: contract };
